import type { GradingChild } from "./child-process.server.ts";
import type { Phase } from "./protocol.ts";

export type AttemptLimits = {
  /** Milliseconds the submission may take over all situations, without the time it waited for a processor. */
  submissionMs: number;
  /** The same with that time: a grade ends even on a machine that is overloaded. */
  submissionWallMs: number;
  /** Milliseconds for everything else: starting the child, opening data, running the reference. */
  platformMs: number;
};

const POLL_MS = 100;

/**
 * Watches whose time is running. A busy machine makes everything slow, which must not turn a slow
 * but finite answer into an endless one: waiting for a processor does not count against it.
 */
export function startPhaseClock(limits: AttemptLimits, onLate: (phase: Phase) => void) {
  const used = { reference: 0, submission: 0, submissionWait: 0 };
  let phase: Phase = "reference";
  let since = performance.now();
  let child: GradingChild | null = null;
  let waitedBefore = 0;
  let waited = 0;

  function settle(): void {
    const now = performance.now();
    used[phase] += now - since;
    since = now;
    if (phase === "submission") used.submissionWait += waited - waitedBefore;
    waitedBefore = waited;
  }

  async function poll(): Promise<void> {
    waited = (await child?.waited()) ?? 0;
    settle();
    const late =
      used.reference > limits.platformMs ||
      used.submission > limits.submissionWallMs ||
      used.submission - used.submissionWait > limits.submissionMs;
    if (late) onLate(phase);
  }

  const timer = setInterval(() => void poll(), POLL_MS);
  return {
    attach(running: GradingChild) {
      child = running;
    },
    enter(next: Phase) {
      settle();
      phase = next;
    },
    stop: () => clearInterval(timer),
  };
}
