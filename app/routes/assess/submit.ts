import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import { answer, refusal } from "../json-body.ts";
import type { Route } from "./+types/submit";

/** Hands an attempt in. Asking again changes nothing and answers the same. */
export async function action({ params, context }: Route.ActionArgs) {
  const viewer = requireViewer(context);
  const result = await context.get(servicesContext).assess.submit({
    attemptId: params.attempt,
    userId: viewer.id,
    idemKey: "submit",
    tabId: null,
  });
  if (result.kind === "not-found") return refusal(404, "There is no such attempt of yours.");
  return answer({ closed: true, review: `/assess/attempts/${params.attempt}/review` });
}
