import { z } from "zod";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/submissions";
import { answer, jsonBody, refusal } from "../json-body.ts";
import { noSuchExercise, tooLong } from "./refusals.ts";

const input = z.strictObject({
  text: z.string(),
  /** Made anew for each press of Submit; a repeated request carries the same one. */
  idemKey: z.string().min(8).max(100),
});

/** Takes a submission in. Stored before it is answered; the verdict comes later. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const userId = requireViewer(context).id;
  const body = await jsonBody(request, input);
  if (body instanceof Response) return body;
  const result = await context
    .get(servicesContext)
    .lab.submit({ userId, exercise: params.exercise, ...body });
  switch (result.kind) {
    case "accepted":
      return answer({ submissionId: result.submissionId }, 202);
    case "refused":
      return result.reason === "too-long"
        ? tooLong()
        : refusal(400, "There is nothing in the editor to submit yet.");
    case "not-found":
      return noSuchExercise();
  }
}
