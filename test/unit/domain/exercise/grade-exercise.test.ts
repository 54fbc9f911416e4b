import { expect, test } from "vitest";
import { gradeExercise } from "#app/domain/exercise/grade-exercise.ts";
import type { ResultSet, ScriptOutcome } from "#app/domain/exercise/ports.ts";
import { ReferenceFailed } from "#app/domain/exercise/reference-run.ts";
import { exerciseWith } from "#test/support/exercises.ts";
import { resultSet } from "#test/support/results.ts";
import { completed, failed, type Scripted, scriptedEngine } from "#test/support/scripted-engine.ts";

const rows = { id: "rows", type: "rows", variants: ["default", "ties"] };
const state = {
  id: "state",
  type: "state",
  assertions: [{ query: "is it so?", message: "It is not so." }],
};

const ids = (...values: string[]) =>
  resultSet(
    ["id bigint"],
    values.map((value) => [value]),
  );
const truth = (variant: string) => completed(variant === "default" ? ids("1", "2") : ids("7001"));

/** Grades with engines in which the solution answers the truth and the submission answers `mine`. */
async function grade(
  checks: unknown[],
  mine: (variant: string) => ScriptOutcome,
  query?: Scripted["query"],
  untouchedQuery?: Scripted["query"],
) {
  const scripted: Scripted = {
    run: (script, variant) => (script === "the solution" ? truth(variant) : mine(variant)),
    ...(query === undefined ? {} : { query }),
  };
  const engine = scriptedEngine(scripted);
  const truthEngine = scriptedEngine({
    run: scripted.run,
    ...(untouchedQuery === undefined ? {} : { query: untouchedQuery }),
  });
  const graded = await gradeExercise(exerciseWith(checks), "my answer", {
    engine,
    truth: truthEngine,
    sandbox: null,
    references: new Map(),
    stopwatch: () => 0,
    onPhase: () => {},
  });
  return { graded, engine, truthEngine };
}

async function verdict(...how: Parameters<typeof grade>) {
  const { graded } = await grade(...how);
  if (graded.kind !== "graded") throw new Error(`not graded: ${graded.reason}`);
  return graded.verdict;
}

test("a right answer passes every check, on fresh sessions that are closed again", async () => {
  const { graded, engine, truthEngine } = await grade([rows], truth);
  expect(graded).toMatchObject({
    kind: "graded",
    verdict: { status: "passed", fault: null, checks: [{ id: "rows", status: "passed" }] },
  });
  expect(engine.opened).toEqual(["default", "ties"]);
  expect([engine.closed, truthEngine.closed]).toEqual([2, 2]);
});

test("a hard-coded answer dies on hidden data, and the message shows no row of it", async () => {
  const graded = await verdict([rows], () => completed(ids("1", "2")));
  expect(graded).toMatchObject({ status: "failed", fault: null });
  expect(graded.checks[0]?.message).toContain("hidden data “ties”");
  // Neither the expected row nor the learner's own, which hidden data may have shaped.
  expect(graded.checks[0]?.message).not.toMatch(/7001|\(id = /);
});

test("on the default data the message shows the learner's row, never the missing one", async () => {
  const graded = await verdict([rows], () => completed(ids("1", "3")));
  expect(graded.checks[0]?.message).toContain("(id = 3)");
  expect(graded.checks[0]?.message).not.toContain("id = 2");
});

test("an error in the script is told at the first check with its line; the rest is skipped", async () => {
  const broken = () => failed('column "nope" does not exist', 5);
  const graded = await verdict([rows, state], broken);
  expect(graded).toMatchObject({
    status: "errored",
    fault: "learner",
    checks: [
      { id: "rows", status: "failed" },
      { id: "state", status: "skipped" },
    ],
  });
  expect(graded.checks[0]?.message).toContain('line 1: column "nope" does not exist');
});

test("an error on hidden data only fails the checks that look there", async () => {
  const graded = await verdict([{ ...rows, id: "plain", variants: ["default"] }, rows], (variant) =>
    variant === "ties" ? failed("division by zero") : truth(variant),
  );
  expect(graded).toMatchObject({ status: "failed", fault: null });
  expect(graded.checks.map((check) => check.status)).toEqual(["passed", "failed"]);
  expect(graded.checks[1]?.message).toContain("division by zero");
});

test("what pg-mem cannot do is unsupported, not wrong", async () => {
  const graded = await verdict([rows], () => ({ kind: "unsupported", feature: "FILTER", ms: 1 }));
  expect(graded).toMatchObject({ status: "unsupported", fault: null });
  expect(graded.checks[0]?.message).toContain("FILTER");
});

test.each([
  ["while it runs", () => ({ kind: "crashed", reason: "gone", ms: 1 }) as const, undefined],
  ["while a check reads", truth, () => "crash" as const],
])("an engine that dies %s is left to the host to judge", async (_, mine, query) => {
  const { graded, engine } = await grade([rows, state], mine, query);
  expect(graded.kind).toBe("died");
  expect(engine.closed).toBe(engine.opened.length);
});

const FALSE: ResultSet = resultSet(["?column? boolean"], [["f"]]);

test("a state that does not hold is told in the author's words", async () => {
  const graded = await verdict([state], truth, (sql) => (sql === "is it so?" ? FALSE : null));
  expect(graded.checks).toEqual([{ id: "state", status: "failed", message: "It is not so." }]);
});

test.each([
  ["a table of the same name", "c.relname", "elsewhere.users", "hides a table"],
  [
    "a function of PostgreSQL's name",
    "proname",
    "public.sum",
    "takes the place of PostgreSQL's own",
  ],
])("%s fails the submission before any check", async (_, part, name, words) => {
  const untouched = (sql: string) =>
    sql.includes("c.relname") ? resultSet(["x"], [["public.users"]]) : null;
  const touched = (sql: string) =>
    sql.includes(part) ? resultSet(["x"], [["public.users"], [name]]) : untouched(sql);
  const graded = await verdict([rows, state], truth, touched, untouched);
  expect(graded).toMatchObject({ status: "failed", fault: null });
  expect(graded.checks.map((check) => check.status)).toEqual(["failed", "skipped"]);
  expect(graded.checks[0]?.message).toContain(words);
});

test("a reference that does not run is the platform's fault", async () => {
  const engine = scriptedEngine({ run: () => failed("broken") });
  const grading = gradeExercise(exerciseWith([rows]), "my answer", {
    engine,
    truth: engine,
    sandbox: null,
    references: new Map(),
    stopwatch: () => 0,
    onPhase: () => {},
  });
  await expect(grading).rejects.toThrow(ReferenceFailed);
});

test("the reference runs once per situation, however often is graded", async () => {
  const engine = scriptedEngine({ run: (_, variant) => truth(variant) });
  const truthEngine = scriptedEngine({ run: (_, variant) => truth(variant) });
  const parts = {
    engine,
    truth: truthEngine,
    sandbox: null,
    references: new Map(),
    stopwatch: () => 0,
    onPhase: () => {},
  };
  for (let time = 0; time < 3; time += 1) await gradeExercise(exerciseWith([rows]), "x", parts);
  expect(truthEngine.opened).toEqual(["default", "ties"]);
  expect(engine.opened).toHaveLength(6);
});
