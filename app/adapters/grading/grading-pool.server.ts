import type { EngineName, Exercise } from "#app/domain/exercise/exercise.ts";
import { onlyFirst, verdictOf } from "#app/domain/exercise/grade-exercise.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import type { AttemptLimits } from "./phase-clock.server.ts";
import { type Attempt, runAttempt } from "./grading-attempt.server.ts";
import type { ChildSettings } from "./child-process.server.ts";
import { MAX_SUBMISSION_LENGTH } from "./protocol.ts";
import { createChildSlot, type ChildSlot } from "./child-slot.server.ts";

export type GradingPool = {
  /** Grades in a child process. Never throws for what a submission does; waits its turn when all are busy. */
  grade(exercise: Exercise, submission: string, engine?: EngineName): Promise<Verdict>;
  /** Starts the children before the first grade needs them. */
  warm(): void;
  close(): Promise<void>;
};

export type PoolSettings = ChildSettings & {
  /** Children, and so grades at a time. One per two cores is plenty. */
  size: number;
  limits: AttemptLimits;
  /** Told when the platform was at fault, with the reason no learner sees. */
  onFault(reason: string): void;
};

export const defaultLimits: AttemptLimits = {
  submissionMs: 10_000,
  submissionWallMs: 12_000,
  platformMs: 30_000,
};
export const defaultMaxMemory = 900 * 1024 * 1024;

export function createGradingPool(settings: PoolSettings): GradingPool {
  const slots = Array.from({ length: settings.size }, () => createChildSlot(settings));
  const idle = [...slots];
  const waiting: ((slot: ChildSlot) => void)[] = [];

  function take(): Promise<ChildSlot> {
    const slot = idle.pop();
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(slot: ChildSlot): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(slot);
    else next(slot);
  }

  async function grade(
    exercise: Exercise,
    submission: string,
    engine: EngineName = "pglite",
  ): Promise<Verdict> {
    const early = refusal(exercise, submission, engine);
    if (early !== null) return early;
    const slot = await take();
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    try {
      const first = await runAttempt(slot, exercise, submission, engine, settings.limits);
      const last =
        first.kind === "fault" || first.kind === "died" ? await again(slot, first) : first;
      return conclude(last, exercise, engine, elapsed());
    } finally {
      giveBack(slot);
    }

    async function again(slot: ChildSlot, first: Attempt): Promise<Attempt> {
      settings.onFault(
        `${exercise.slug}: ${"reason" in first ? first.reason : first.kind}; trying once more`,
      );
      return runAttempt(slot, exercise, submission, engine, settings.limits);
    }
  }

  return {
    grade,
    warm() {
      for (const slot of slots) void slot.child();
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}

function refusal(exercise: Exercise, submission: string, engine: EngineName): Verdict | null {
  const message =
    submission.trim() === ""
      ? "There is nothing to grade yet: the answer is empty."
      : submission.length > MAX_SUBMISSION_LENGTH
        ? `The answer is longer than ${MAX_SUBMISSION_LENGTH.toLocaleString("en-US")} characters. Shorten it.`
        : null;
  if (message === null) return null;
  return verdictOf(exercise, engine, "failed", onlyFirst(exercise, message), 0);
}

/** Turns what happened to the child into a verdict. A second death in the submission's own time is the submission's doing. */
function conclude(attempt: Attempt, exercise: Exercise, engine: EngineName, ms: number): Verdict {
  switch (attempt.kind) {
    case "graded":
      return { ...attempt.verdict, ms };
    case "timed-out":
      return verdictOf(exercise, engine, "timed-out", onlyFirst(exercise, attempt.message), ms);
    case "too-big":
    case "died":
      return verdictOf(exercise, engine, "errored", onlyFirst(exercise, attempt.message), ms);
    case "fault":
      return {
        ...verdictOf(exercise, engine, "errored", onlyFirst(exercise, PLATFORM), ms),
        fault: "platform",
      };
  }
}

const PLATFORM =
  "Your answer could not be graded because of a fault on our side. It does not count as an attempt; please submit it again in a minute.";
