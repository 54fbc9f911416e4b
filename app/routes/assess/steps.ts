import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import { stepsInput } from "#app/domain/assessment/steps-input.ts";
import { answer, jsonBody, refusal } from "../json-body.ts";
import type { Route } from "./+types/steps";

/** Saves answers: called by the examination page, many times. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const viewer = requireViewer(context);
  const body = await jsonBody(request, stepsInput);
  if (body instanceof Response) return body;
  const result = await context
    .get(servicesContext)
    .assess.record({ attemptId: params.attempt, userId: viewer.id, ...body });
  if (result.kind === "not-found") return refusal(404, "There is no such attempt of yours.");
  if (result.kind === "busy")
    return refusal(429, "Too many requests at once for this attempt. Send it again in a moment.");
  const { kind: _, ...reply } = result;
  return answer(reply);
}
