import type { SubmissionData } from "#app/data/submissions.server.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";
import { type PublicSubmission, toPublicSubmission } from "./view-exercise.ts";

type Deps = { submissions: SubmissionData; shelf: ExerciseShelf };

/** A submission of one's own with its verdict so far; null for anybody else's. */
export async function viewVerdict(
  { submissions, shelf }: Deps,
  userId: string,
  submissionId: string,
): Promise<PublicSubmission | null> {
  const submission = await submissions.find(submissionId, userId);
  const exercise = submission && shelf.find(submission.exercise);
  return submission && exercise ? toPublicSubmission(submission, exercise) : null;
}
