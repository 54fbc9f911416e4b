import { z } from "zod";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/hints";
import { answer, jsonBody, refusal } from "../json-body.ts";

const input = z.strictObject({ level: z.number().int().min(1).max(3) });

/** Opens a hint: recorded first, then told. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const userId = requireViewer(context).id;
  const body = await jsonBody(request, input);
  if (body instanceof Response) return body;
  const result = await context
    .get(servicesContext)
    .lab.openHint({ userId, exercise: params.exercise, level: body.level });
  switch (result.kind) {
    case "opened":
      return answer({ hint: result.hint });
    case "refused":
      return refusal(409, `Hints open one after the other: hint ${result.level} comes first.`);
    case "not-found":
      return refusal(404, "There is no such hint.");
  }
}
