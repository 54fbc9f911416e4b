import type { SubmissionData } from "#app/data/submissions.server.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import type { Clock, Ids } from "#app/services/core.ts";
import type { ExerciseShelf } from "./submit-exercise.ts";

/** Runs and grades a text in a process of its own; see adapters/grading. */
export type Grader = { grade(exercise: Exercise, text: string): Promise<Verdict> };

type Deps = {
  submissions: SubmissionData;
  shelf: ExerciseShelf;
  grader: Grader;
  clock: Clock;
  ids: Ids;
};

/**
 * Grades one submission and stores the verdict. A fault of the platform is thrown, so that the
 * queue tries again; only when its tries are used up is such a verdict kept (`lastTry`).
 */
export async function gradeSubmission(
  { submissions, shelf, grader, clock, ids }: Deps,
  submissionId: string,
  options: { lastTry: boolean } = { lastTry: false },
): Promise<void> {
  const submission = await submissions.find(submissionId, null);
  if (!submission || submission.gradings.some((one) => one.verdict.fault !== "platform")) return;
  const exercise = shelf.find(submission.exercise);
  if (!exercise) return;
  const verdict = await grader.grade(exercise, submission.text);
  if (verdict.fault === "platform" && !options.lastTry)
    throw new Error(
      `grading of ${submissionId} failed on our side: ${verdict.checks[0]?.message ?? verdict.status}`,
    );
  await submissions.addGrading({
    id: ids.next(),
    submissionId,
    reason: "initial",
    verdict,
    gradedAt: clock.now(),
  });
}
