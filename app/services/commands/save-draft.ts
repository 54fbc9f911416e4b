import type { DraftData } from "#app/data/drafts.server.ts";
import type { Clock } from "#app/services/core.ts";
import { type ExerciseShelf, maxSubmissionLength } from "./submit-exercise.ts";

type Deps = { drafts: DraftData; shelf: ExerciseShelf; clock: Clock };

export type SaveDraftResult =
  | { kind: "saved"; savedAt: string }
  | { kind: "refused"; reason: "too-long" }
  | { kind: "not-found" };

/** Keeps what is in the editor. The last save counts; a draft is not yet handed in. */
export async function saveDraft(
  { drafts, shelf, clock }: Deps,
  input: { userId: string; exercise: string; text: string },
): Promise<SaveDraftResult> {
  if (!shelf.find(input.exercise)) return { kind: "not-found" };
  if (input.text.length > maxSubmissionLength) return { kind: "refused", reason: "too-long" };
  const now = clock.now();
  await drafts.save(input.userId, input.exercise, input.text, now);
  return { kind: "saved", savedAt: now.toISOString() };
}

/** Back to the starter: the account forgets the draft. */
export async function discardDraft(
  { drafts, shelf }: Deps,
  input: { userId: string; exercise: string },
): Promise<{ kind: "discarded" } | { kind: "not-found" }> {
  if (!shelf.find(input.exercise)) return { kind: "not-found" };
  await drafts.discard(input.userId, input.exercise);
  return { kind: "discarded" };
}
