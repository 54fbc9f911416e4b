import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import { stepsInput } from "#app/domain/assessment/steps-input.ts";
import type { Route } from "./+types/steps";

/** Saves answers: called by the examination page, many times. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const viewer = requireViewer(context);
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = stepsInput.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const reason = issue
      ? `${issue.path.join(".") || "the body"}: ${issue.message}`
      : "the body is not understood";
    return Response.json({ reason }, { status: 400 });
  }
  const result = await context
    .get(servicesContext)
    .assess.record({ attemptId: params.attempt, userId: viewer.id, ...parsed.data });
  if (result.kind === "not-found")
    return Response.json({ reason: "There is no such attempt of yours." }, { status: 404 });
  const { kind: _, ...reply } = result;
  return Response.json(reply, { headers: { "cache-control": "no-store" } });
}
