import type { AttemptData } from "#app/data/attempts.server.ts";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import type { Clock } from "#app/services/core.ts";
import { gradeAttempt } from "./grade-attempt.ts";

type Deps = { attempts: AttemptData; clock: Clock };

/**
 * Closes what ran out of time and grades what a crash left ungraded. Several servers may run it at
 * once: closing and grading each count once.
 */
export async function closeOverdueAttempts(
  deps: Deps,
): Promise<{ closed: number; graded: number }> {
  const overdue = await deps.attempts.listOverdue(deps.clock.now(), graceMs);
  let closed = 0;
  for (const attemptId of overdue) {
    const result = await deps.attempts.append({
      attemptId,
      ownerId: null,
      kind: "auto-submit",
      idemKey: "time-up",
      actorId: "planwise",
      tabId: null,
      tabSeq: null,
      item: null,
      payload: {},
      refusal: null,
      clientAt: null,
      now: deps.clock.now(),
      graceMs,
    });
    if (result.outcome === "appended") closed += 1;
  }
  const ungraded = await deps.attempts.listUngraded();
  const failures: unknown[] = [];
  // One that cannot be graded holds up nobody else.
  for (const attemptId of ungraded)
    await gradeAttempt(deps, attemptId).catch((error: unknown) =>
      failures.push(new Error(`attempt ${attemptId}: ${String(error)}`, { cause: error })),
    );
  if (failures.length > 0) throw failures[0];
  return { closed, graded: ungraded.length };
}
