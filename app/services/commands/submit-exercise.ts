import type { Jobs } from "#app/adapters/jobs/jobs.server.ts";
import type { DraftData } from "#app/data/drafts.server.ts";
import type { SubmissionData } from "#app/data/submissions.server.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import type { Clock, Ids } from "#app/services/core.ts";

/** The exercises on disk, complete with their keys. Never hand one to a browser. */
export type ExerciseShelf = {
  find(slug: string): Exercise | null;
  list(): readonly Exercise[];
};

type Deps = {
  submissions: SubmissionData;
  drafts: DraftData;
  shelf: ExerciseShelf;
  jobs: Pick<Jobs, "enqueueGrading">;
  clock: Clock;
  ids: Ids;
};

export type SubmitResult =
  | { kind: "accepted"; submissionId: string }
  | { kind: "refused"; reason: "empty" | "too-long" }
  | { kind: "not-found" };

/** As much as a long script needs, and far from what could slow the server. */
export const maxSubmissionLength = 100_000;

/** Takes in what a learner hands in: stored first, graded afterwards. The same key twice is one submission. */
export async function submitExercise(
  deps: Deps,
  input: { userId: string; exercise: string; text: string; idemKey: string },
): Promise<SubmitResult> {
  const exercise = deps.shelf.find(input.exercise);
  if (!exercise) return { kind: "not-found" };
  if (input.text.trim() === "") return { kind: "refused", reason: "empty" };
  if (input.text.length > maxSubmissionLength) return { kind: "refused", reason: "too-long" };
  const now = deps.clock.now();
  await deps.drafts.save(input.userId, input.exercise, input.text, now);
  const { id, repeated } = await deps.submissions.add({
    id: deps.ids.next(),
    userId: input.userId,
    exercise: exercise.slug,
    version: exercise.version,
    text: input.text,
    idemKey: input.idemKey,
    submittedAt: now,
  });
  if (!repeated) await deps.jobs.enqueueGrading(id);
  return { kind: "accepted", submissionId: id };
}
