import type { DraftData } from "#app/data/drafts.server.ts";
import type { Clock } from "#app/services/core.ts";
import type { ExerciseLook, PublicHint } from "#app/services/views/view-exercise.ts";
import type { ExerciseShelf } from "./submit-exercise.ts";

type Deps = { drafts: DraftData; shelf: ExerciseShelf; look: ExerciseLook; clock: Clock };

export type OpenHintResult =
  | { kind: "opened"; hint: PublicHint }
  | { kind: "refused"; reason: "earlier-first"; level: number }
  | { kind: "not-found" };

/** Records that a hint was opened and hands out its text; hints come one after the other. */
export async function openHint(
  { drafts, shelf, look, clock }: Deps,
  input: { userId: string; exercise: string; level: number },
): Promise<OpenHintResult> {
  const text = shelf.find(input.exercise)?.hints[input.level - 1];
  if (text === undefined) return { kind: "not-found" };
  const next = Math.max(0, ...(await drafts.openedHints(input.userId, input.exercise))) + 1;
  if (input.level > next) return { kind: "refused", reason: "earlier-first", level: next };
  await drafts.openHint(input.userId, input.exercise, input.level, clock.now());
  return { kind: "opened", hint: { level: input.level, html: look.renderHint(text) } };
}
