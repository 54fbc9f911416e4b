import type { Exercise } from "./exercise.ts";
import { GRADED_ROWS } from "./grade-rows.ts";
import { EngineDied, isHidden, type Run, type Situation } from "./grader.ts";
import { cleanSession, type Fingerprint } from "./integrity.ts";
import { HIDDEN_TEXT } from "./quiet-session.ts";
import { clockOf } from "./situations.ts";
import type { CallOutcome, ScriptOutcome, SqlSession, TypeScriptSandbox } from "./ports.ts";

/** Why a submission did not get to its end in one situation. */
export type Stop = {
  status: "errored" | "timed-out" | "unsupported";
  message: string;
};

export type Ran =
  | { kind: "ran"; run: Run; fingerprint: Fingerprint | null }
  | { kind: "stopped"; stop: Stop };

/** Runs a script or a module in an open session and leaves the session clean for the checks. */
export async function runSubmission(
  exercise: Exercise,
  text: string,
  situation: Situation,
  session: SqlSession,
  sandbox: TypeScriptSandbox | null,
): Promise<Ran> {
  if (exercise.kind === "typescript") {
    if (sandbox === null) throw new Error("this host has no TypeScript sandbox");
    const args = exercise.inputs[situation.input ?? "default"] ?? [];
    const call = await sandbox.call(text, args, session, clockOf(exercise, situation));
    const stop = stopOfCall(call, isHidden(situation));
    if (stop !== null) return { kind: "stopped", stop };
    return finish(session, { session, text, results: [], call });
  }
  const outcome = await session.run(text, { maxRows: GRADED_ROWS });
  if (outcome.kind !== "completed") return { kind: "stopped", stop: stopOfScript(outcome, text) };
  return finish(session, { session, text, results: outcome.results, call: null });
}

async function finish(session: SqlSession, run: Run): Promise<Ran> {
  // pg-mem has no catalogue to tamper with and nothing to discard.
  const fingerprint = session.engine === "pglite" ? await cleanSession(session) : null;
  return { kind: "ran", run, fingerprint };
}

function stopOfScript(outcome: Exclude<ScriptOutcome, { kind: "completed" }>, text: string): Stop {
  switch (outcome.kind) {
    case "failed": {
      const { message, position, hint } = outcome.error;
      const at = position === null ? "" : ` at line ${lineOf(text, position)}`;
      const advice = hint === null ? "" : ` Hint: ${hint}`;
      return { status: "errored", message: `Your script stops${at}: ${message}.${advice}` };
    }
    case "unsupported":
      return {
        status: "unsupported",
        message: `${outcome.feature} needs the full PostgreSQL engine; pg-mem cannot run it.`,
      };
    case "crashed":
      throw new EngineDied(outcome.reason);
  }
}

function stopOfCall(call: CallOutcome, hidden: boolean): Stop | null {
  switch (call.kind) {
    case "returned":
      return null;
    case "threw": {
      const at = call.line === null ? "" : ` at line ${call.line}`;
      const text = hidden ? `an error; ${HIDDEN_TEXT}.` : call.message;
      return { status: "errored", message: `Your code throws${at}: ${text}` };
    }
    case "out-of-fuel":
      return { status: "timed-out", message: call.message };
    case "out-of-memory":
      return { status: "errored", message: call.message };
    case "crashed":
      throw new EngineDied(call.reason);
  }
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position - 1).split("\n").length;
}
