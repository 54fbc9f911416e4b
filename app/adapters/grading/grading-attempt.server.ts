import type { EngineName, Exercise } from "#app/domain/exercise/exercise.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { type AttemptLimits, startPhaseClock } from "./phase-clock.server.ts";
import type { ChildSlot } from "./child-slot.server.ts";
import type { Phase, Reply } from "./protocol.ts";

/** What came of one try. `died` and `fault` are tried again; the messages are for the learner. */
export type Attempt =
  | { kind: "graded"; verdict: Verdict }
  | { kind: "timed-out"; message: string }
  | { kind: "too-big"; message: string }
  | { kind: "died"; reason: string; message: string }
  | { kind: "fault"; reason: string };

let lastId = 0;

/** Sends one submission to the slot's child and watches the clock from outside. */
export async function runAttempt(
  slot: ChildSlot,
  exercise: Exercise,
  submission: string,
  engine: EngineName,
  limits: AttemptLimits,
): Promise<Attempt> {
  const id = (lastId += 1);
  const result = Promise.withResolvers<Attempt>();
  let phase: Phase = "reference";
  const clock = startPhaseClock(limits, (late) => result.resolve(outOfTime(late, limits)));
  try {
    const child = await Promise.race([slot.child(), result.promise.then(() => null)]);
    if (child === null) return await result.promise;
    clock.attach(child);
    slot.listen((reply) => {
      if (reply.type === "ready" || reply.id !== id) return;
      if (reply.type === "phase") {
        phase = reply.phase;
        clock.enter(phase);
      } else result.resolve(attemptOf(reply));
    });
    void child.gone.then((why) =>
      result.resolve(
        why === "memory" && phase === "submission"
          ? { kind: "too-big", message: TOO_BIG }
          : phase === "submission"
            ? { kind: "died", reason: `the child ended (${why})`, message: DIED }
            : { kind: "fault", reason: `the child ended (${why}) while it ran the reference` },
      ),
    );
    const { wrong: _, ...needed } = exercise;
    child.send({ id, exercise: needed, submission, engine });
    const attempt = await result.promise;
    // Whatever hung, grew or fell over may have left the child in any state.
    if (attempt.kind !== "graded") {
      child.kill();
      await child.gone;
    }
    return attempt;
  } catch (thrown) {
    return { kind: "fault", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    clock.stop();
    slot.listen(() => {});
  }
}

type Final = Exclude<Reply, { type: "ready" } | { type: "phase" }>;

function attemptOf(reply: Final): Attempt {
  switch (reply.type) {
    case "graded":
      return { kind: "graded", verdict: reply.verdict };
    case "died":
      return { kind: "died", reason: reply.reason, message: DIED };
    case "broken":
      return { kind: "fault", reason: reply.reason };
  }
}

function outOfTime(phase: Phase, limits: AttemptLimits): Attempt {
  if (phase === "reference")
    return { kind: "fault", reason: "the platform's own part took too long" };
  const seconds = Math.round(limits.submissionMs / 1000);
  return {
    kind: "timed-out",
    message: `Your answer was still running after ${seconds} seconds and was stopped. Look for a loop or recursion that never ends, a join without a condition, or work repeated for every row.`,
  };
}

const TOO_BIG =
  "Your answer used more memory than an exercise may (900 MB) and was stopped. Look for a result, a string or a table that grows without bound.";
const DIED =
  "Your answer brought the database engine down, twice, on two fresh engines. Endless recursion, damage to the system catalogues (pg_class and others) and very deep nesting do that; the reference answer ran well on the same engine.";
