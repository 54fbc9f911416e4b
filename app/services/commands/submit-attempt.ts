import type { AttemptData } from "#app/data/attempts.server.ts";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import type { Clock } from "#app/services/core.ts";
import { gradeAttempt } from "./grade-attempt.ts";

type Deps = { attempts: AttemptData; clock: Clock };

/** Closes the learner's attempt and grades it. Pressed twice, or in two tabs, it closes once. */
export async function submitAttempt(
  deps: Deps,
  input: { attemptId: string; userId: string; idemKey: string; tabId: string | null },
): Promise<{ kind: "closed" } | { kind: "not-found" }> {
  if (!(await deps.attempts.find(input.attemptId, input.userId))) return { kind: "not-found" };
  const result = await deps.attempts.append({
    attemptId: input.attemptId,
    ownerId: input.userId,
    kind: "submit",
    idemKey: input.idemKey,
    actorId: input.userId,
    tabId: input.tabId,
    tabSeq: null,
    item: null,
    payload: {},
    refusal: null,
    clientAt: null,
    now: deps.clock.now(),
    graceMs,
  });
  if (result.outcome === "not-found") return { kind: "not-found" };
  await gradeAttempt(deps, input.attemptId);
  return { kind: "closed" };
}
