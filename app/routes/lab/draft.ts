import { z } from "zod";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/draft";
import { answer, jsonBody, refusal } from "../json-body.ts";
import { noSuchExercise, tooLong } from "./refusals.ts";

const input = z.strictObject({ text: z.string() });

/** PUT or POST keeps what is in the editor, DELETE forgets it. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const userId = requireViewer(context).id;
  const { lab } = context.get(servicesContext);
  const { exercise } = params;
  if (request.method === "DELETE") {
    const result = await lab.discardDraft({ userId, exercise });
    return result.kind === "not-found" ? noSuchExercise() : answer({ discarded: true });
  }
  if (request.method !== "POST" && request.method !== "PUT")
    return refusal(405, "A draft is saved with PUT or POST and forgotten with DELETE.");
  const body = await jsonBody(request, input);
  if (body instanceof Response) return body;
  const result = await lab.saveDraft({ userId, exercise, text: body.text });
  switch (result.kind) {
    case "saved":
      return answer({ savedAt: result.savedAt });
    case "refused":
      return tooLong();
    case "not-found":
      return noSuchExercise();
  }
}
