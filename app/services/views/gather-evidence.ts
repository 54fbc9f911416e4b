import type { AttemptData } from "#app/data/attempts.server.ts";
import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import type { Pass, SubmissionData } from "#app/data/submissions.server.ts";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import type { Evidence } from "#app/domain/certification/evaluate.ts";
import type { OnboardingFacts } from "#app/domain/onboarding/checklist.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";

export type EvidenceDeps = {
  attempts: AttemptData;
  submissions: SubmissionData;
  progress: LessonProgressData;
  shelf: ExerciseShelf;
};

/** Everything a person has shown, gathered once for certificates and onboarding alike. */
export async function gatherEvidence(
  { attempts, submissions, progress, shelf }: EvidenceDeps,
  userId: string,
): Promise<{ evidence: Evidence; facts: OnboardingFacts }> {
  const [rows, passes, lessons] = await Promise.all([
    attempts.listByUser(userId),
    submissions.listPasses(userId),
    progress.listCompleted(userId),
  ]);
  const closed = rows.flatMap((row) => {
    const state = foldAttempt(row.deadlineAt, row.steps);
    return state.closed && state.score
      ? [
          {
            id: row.id,
            assessment: row.assessment,
            earned: state.score.earned,
            possible: state.score.possible,
            closedAt: state.closed.at,
          },
        ]
      : [];
  });
  return toEvidence(closed, passes, lessons, shelf);
}

export type GradedAttempt = Evidence["attempts"][number];

/** One person's rows as the evaluators want them. Attempts come oldest first. */
export function toEvidence(
  closed: readonly GradedAttempt[],
  passes: readonly Pass[],
  lessons: readonly { lesson: string; completedAt: Date }[],
  shelf: ExerciseShelf,
): { evidence: Evidence; facts: OnboardingFacts } {
  const practicals = passes.flatMap((pass) => {
    const practical = shelf.find(pass.exercise)?.practical;
    return practical
      ? [
          {
            practical,
            exercise: pass.exercise,
            submissionId: pass.submissionId,
            passedAt: pass.passedAt,
          },
        ]
      : [];
  });
  const taken = new Map<string, Date>();
  for (const attempt of closed)
    if (!taken.has(attempt.assessment)) taken.set(attempt.assessment, attempt.closedAt);
  return {
    // Mentorships join here with the module that records them.
    evidence: { attempts: closed, practicals, mentorships: [] },
    facts: {
      lessons: new Map(lessons.map((one) => [one.lesson, one.completedAt])),
      exercises: new Map(passes.map((pass) => [pass.exercise, pass.passedAt])),
      practicals: new Map(practicals.map((one) => [one.practical, one.passedAt])),
      assessments: taken,
    },
  };
}
