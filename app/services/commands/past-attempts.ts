import type { AttemptWithLog } from "#app/data/attempts.server.ts";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import type { PastAttempt } from "#app/domain/assessment/may-start.ts";

/** What earlier attempts say about the next. */
export function pastAttempts(attempts: readonly AttemptWithLog[]): PastAttempt[] {
  return attempts.map((attempt) => {
    const state = foldAttempt(attempt.deadlineAt, attempt.steps);
    return {
      id: attempt.id,
      number: attempt.number,
      closedAt: state.closed?.at ?? null,
      passed: state.score?.passed ?? null,
    };
  });
}
