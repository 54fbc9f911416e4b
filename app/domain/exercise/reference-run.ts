import type { Exercise } from "./exercise.ts";
import { EngineDied, type Situation } from "./grader.ts";
import { graderOf } from "./graders.ts";
import { cleanSession, type Fingerprint } from "./integrity.ts";
import type { CallOutcome, TypeScriptSandbox } from "./ports.ts";
import { runSubmission } from "./run-submission.ts";
import type { SessionShelf } from "./session-shelf.ts";

/** What the checks see when nobody has touched the data, or when the first solution has run. */
export type Reference = { untouched: Fingerprint; seen: ReadonlyMap<string, unknown> };

/** The exercise itself is broken: its own solution does not run. */
export class ReferenceFailed extends Error {}

type Parts = {
  /** Instances that no submission has ever been in. */
  clean: SessionShelf;
  sandbox: TypeScriptSandbox | null;
  references: Map<string, Reference>;
};

/** Observes the reference in a clean instance of its own, once per exercise version and situation. */
export async function observeReference(
  exercise: Exercise,
  situation: Situation,
  parts: Parts,
): Promise<Reference> {
  const key = [exercise.slug, exercise.version, situation.variant, situation.input].join("|");
  const known = parts.references.get(key);
  if (known !== undefined) return known;
  try {
    const reference = await observe(exercise, situation, parts);
    parts.references.set(key, reference);
    return reference;
  } catch (thrown) {
    if (thrown instanceof EngineDied) {
      throw new ReferenceFailed(`the reference solution stopped the engine: ${thrown.message}`);
    }
    throw thrown;
  }
}

async function observe(exercise: Exercise, situation: Situation, parts: Parts): Promise<Reference> {
  const session = await parts.clean.take(situation);
  let call: CallOutcome | null = null;
  try {
    const seen = new Map<string, unknown>();
    const untouched = await cleanSession(session);
    const look = async (
      kind: "untouched" | "solution",
      run: Parameters<ReturnType<typeof graderOf>["observe"]>[1],
    ) => {
      for (const check of exercise.checks) {
        const grader = graderOf(check);
        if (grader.reference !== kind || !grader.looksAt(check, situation)) continue;
        seen.set(check.id, await grader.observe(check, run, null));
      }
    };
    await look("untouched", { session, text: "", results: [], call: null });
    const [solution] = exercise.solutions;
    const compared = exercise.checks.some((check) => graderOf(check).reference === "solution");
    if (solution !== undefined && compared) {
      const { text, file } = solution;
      const ran = await runSubmission(exercise, text, situation, session, parts.sandbox);
      if (ran.kind === "stopped") {
        throw new ReferenceFailed(
          `${file} on the data "${situation.variant}": ${ran.stop.message}`,
        );
      }
      await look("solution", ran.run);
      call = ran.run.call;
    }
    return { untouched, seen };
  } finally {
    await parts.clean.putBack(session, situation, call);
  }
}
