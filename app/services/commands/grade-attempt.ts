import type { AttemptData } from "#app/data/attempts.server.ts";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import { answersOf, foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import { scoreAttempt, type AttemptScore } from "#app/domain/assessment/score.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = { attempts: AttemptData; clock: Clock };

/** Scores a closed attempt from its log and frozen key, and appends the grade. Safe to repeat. */
export async function gradeAttempt(
  { attempts, clock }: Deps,
  attemptId: string,
): Promise<AttemptScore | null> {
  const attempt = await attempts.find(attemptId, null);
  if (!attempt) return null;
  const state = foldAttempt(attempt.deadlineAt, attempt.steps);
  if (!state.closed) return null;
  if (state.score) return state.score;
  const score = scoreAttempt(
    await attempts.frozenItems(attemptId),
    answersOf(state),
    attempt.form.passMark,
  );
  await attempts.append({
    attemptId,
    ownerId: null,
    kind: "grade",
    idemKey: "grade",
    actorId: "planwise",
    tabId: null,
    tabSeq: null,
    item: null,
    payload: { score },
    refusal: null,
    clientAt: null,
    now: clock.now(),
    graceMs,
  });
  return score;
}
