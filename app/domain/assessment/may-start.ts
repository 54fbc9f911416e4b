import type { AssessmentRules } from "./assessment.ts";

/** One earlier attempt at the same assessment, as far as it matters here. */
export type PastAttempt = {
  id: string;
  number: number;
  closedAt: Date | null;
  /** Null while it is open or not graded yet. */
  passed: boolean | null;
};

export type StartDecision =
  | { kind: "start"; number: number }
  | { kind: "resume"; attemptId: string }
  | { kind: "refused"; reason: "being-graded" }
  | { kind: "refused"; reason: "already-passed"; attemptId: string }
  | { kind: "refused"; reason: "cooling-off"; until: Date };

/** Whether a learner may begin now: an open attempt is taken up again, a failed one needs its pause. */
export function mayStart(
  rules: AssessmentRules,
  past: readonly PastAttempt[],
  now: Date,
): StartDecision {
  const last = past.reduce<PastAttempt | null>(
    (best, one) => (best && best.number > one.number ? best : one),
    null,
  );
  if (!last) return { kind: "start", number: 1 };
  if (!last.closedAt) return { kind: "resume", attemptId: last.id };
  if (last.passed === null) return { kind: "refused", reason: "being-graded" };
  const passed = past.find((one) => one.passed === true);
  if (passed) return { kind: "refused", reason: "already-passed", attemptId: passed.id };
  const until = new Date(last.closedAt.getTime() + rules.retakeHours * 3_600_000);
  return now < until
    ? { kind: "refused", reason: "cooling-off", until }
    : { kind: "start", number: last.number + 1 };
}
