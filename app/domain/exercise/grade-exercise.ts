import type { CheckSpec } from "./checks.ts";
import type { Exercise } from "./exercise.ts";
import { EngineDied, type Evidence, isHidden, type Situation, where } from "./grader.ts";
import { graderOf } from "./graders.ts";
import { type Tampering, tampering } from "./integrity.ts";
import type { CallOutcome, Dataset, SqlEngine, TypeScriptSandbox } from "./ports.ts";
import { quietSession } from "./quiet-session.ts";
import { observeReference, type Reference } from "./reference-run.ts";
import { runSubmission, type Stop } from "./run-submission.ts";
import { createSessionShelf, type SessionShelf } from "./session-shelf.ts";
import { clockOf, situationsOf } from "./situations.ts";
import type { CheckResult, Verdict } from "./verdict.ts";

/** Whose time is running: the platform's, or the submission's and the checks' that run its queries. */
export type Phase = "reference" | "submission";

export type GradeParts = {
  /** Where the submission runs. */
  engine: SqlEngine;
  /** Where references run: always PGlite, in instances of their own. */
  truth: SqlEngine;
  sandbox: TypeScriptSandbox | null;
  /** References already observed, by exercise version and situation. The caller keeps it between grades. */
  references: Map<string, Reference>;
  /** Monotonic milliseconds, for the verdict's `ms` only. */
  stopwatch(): number;
  /** Told before each part, so that a host knows whose time is running. */
  onPhase(phase: Phase): void;
};

/** `died`: the engine went down under the submission; only a second try can tell whether it is to blame. */
export type Grade = { kind: "graded"; verdict: Verdict } | { kind: "died"; reason: string };

type Look = {
  kind: "looked";
  situation: Situation;
  seen: ReadonlyMap<string, unknown>;
  stop: Stop | null;
};

const MAX_MESSAGE = 2_000;

/** Grades a submission in every situation the checks ask for. Throws when the platform is at fault. */
export async function gradeExercise(
  exercise: Exercise,
  submission: string,
  parts: GradeParts,
): Promise<Grade> {
  const started = parts.stopwatch();
  const ms = () => Math.round(parts.stopwatch() - started);
  const finish = (status: Verdict["status"], checks: CheckResult[]): Grade => ({
    kind: "graded",
    verdict: verdictOf(exercise, parts.engine.name, status, checks, ms()),
  });
  const looks: Look[] = [];
  const references = new Map<Situation, Reference>();
  const shelf = createSessionShelf((at) => parts.engine.open(datasetOf(exercise, at)));
  const clean = createSessionShelf((at) => parts.truth.open(datasetOf(exercise, at)));
  try {
    for (const situation of situationsOf(exercise)) {
      parts.onPhase("reference");
      const reference = await observeReference(exercise, situation, { ...parts, clean });
      references.set(situation, reference);
      const look = await lookAt(exercise, submission, situation, reference, parts, shelf);
      if (look.kind === "died") return { kind: "died", reason: look.reason };
      if (look.kind === "tampered") {
        return finish(look.found.status, onlyFirst(exercise, look.found.problem));
      }
      const { stop } = look;
      if (stop !== null && (looks.length === 0 || stop.status === "unsupported")) {
        return finish(stop.status, onlyFirst(exercise, where(situation) + stop.message));
      }
      looks.push(look);
    }
  } finally {
    await Promise.all([shelf.clear(), clean.clear()]);
  }
  const checks = exercise.checks.map((check) => judge(check, looks, references));
  return finish(checks.every((check) => check.status === "passed") ? "passed" : "failed", checks);
}

/** Runs the submission once and lets every check look. */
async function lookAt(
  exercise: Exercise,
  submission: string,
  situation: Situation,
  reference: Reference,
  parts: GradeParts,
  shelf: SessionShelf,
): Promise<Look | { kind: "tampered"; found: Tampering } | { kind: "died"; reason: string }> {
  const session = await shelf.take(situation);
  let call: CallOutcome | null = null;
  parts.onPhase("submission");
  try {
    // What TypeScript is told stays in its sandbox; what it throws is told without its text.
    const quiet = isHidden(situation) && exercise.kind === "sql";
    const told = quiet ? quietSession(session) : session;
    const ran = await runSubmission(exercise, submission, situation, told, parts.sandbox);
    const seen = new Map<string, unknown>();
    if (ran.kind === "stopped") return { kind: "looked", situation, seen, stop: ran.stop };
    call = ran.run.call;
    const found = ran.fingerprint === null ? null : tampering(ran.fingerprint, reference.untouched);
    if (found !== null) return { kind: "tampered", found };
    for (const check of exercise.checks) {
      const grader = graderOf(check);
      if (grader.looksAt(check, situation)) {
        const before = reference.seen.get(check.id) ?? null;
        seen.set(check.id, await grader.observe(check, ran.run, before));
      }
    }
    return { kind: "looked", situation, seen, stop: null };
  } catch (thrown) {
    if (thrown instanceof EngineDied) return { kind: "died", reason: thrown.message };
    throw thrown;
  } finally {
    parts.onPhase("reference");
    await shelf.putBack(session, situation, call);
  }
}

function judge(
  check: CheckSpec,
  looks: readonly Look[],
  references: ReadonlyMap<Situation, Reference>,
): CheckResult {
  const grader = graderOf(check);
  const evidence: Evidence<unknown>[] = [];
  let stopped: string | null = null;
  for (const { situation, seen, stop } of looks) {
    if (!grader.looksAt(check, situation)) continue;
    if (stop !== null) stopped ??= where(situation) + stop.message;
    else {
      const reference = references.get(situation)?.seen.get(check.id) ?? null;
      evidence.push({ situation, mine: seen.get(check.id), reference });
    }
  }
  if (evidence.length === 0) {
    return {
      id: check.id,
      status: "failed",
      message: stopped ?? "This check looks at nothing; please tell an instructor.",
    };
  }
  const judgement = grader.judge(check, evidence);
  if (judgement.status === "failed" || stopped === null) return { id: check.id, ...judgement };
  return { id: check.id, status: "failed", message: stopped };
}

/** What stopped the whole submission is told once, at the first check; the others were not looked at. */
export function onlyFirst(exercise: Exercise, message: string): CheckResult[] {
  return exercise.checks.map((check, at) =>
    at === 0
      ? { id: check.id, status: "failed", message }
      : {
          id: check.id,
          status: "skipped",
          message: "Not looked at, because of the problem above.",
        },
  );
}

export function verdictOf(
  exercise: Exercise,
  engine: Verdict["engine"],
  status: Verdict["status"],
  checks: CheckResult[],
  ms: number,
): Verdict {
  return {
    exercise: exercise.slug,
    version: exercise.version,
    engine,
    status,
    fault: status === "errored" || status === "timed-out" ? "learner" : null,
    checks: checks.map((check) => ({ ...check, message: check.message.slice(0, MAX_MESSAGE) })),
    ms,
  };
}

export function datasetOf(exercise: Exercise, situation: Situation): Dataset {
  return {
    name: exercise.dataset,
    variant: situation.variant,
    clock: clockOf(exercise, situation),
    setup: exercise.setup,
  };
}
