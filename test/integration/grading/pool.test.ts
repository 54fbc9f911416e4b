import path from "node:path";
import { expect, test } from "vitest";
import { createGradingPool } from "#app/adapters/grading/grading-pool.server.ts";
import { projectRoot } from "#test/support/engines.ts";
import { exerciseWith } from "#test/support/exercises.ts";

const exercise = exerciseWith([
  { id: "rows", type: "rows" },
  { id: "plan", type: "plan" },
]);

/** A pool of one child that behaves as named; `faults` collects what the operator would read. */
function poolOf(conduct: string, faults: string[] = []) {
  return createGradingPool({
    node: path.join(projectRoot, "node_modules", ".bin", "node"),
    root: projectRoot,
    entry: path.join(projectRoot, "test", "fixtures", "children", "child.mjs"),
    datasetDirs: [],
    cacheDir: path.join(projectRoot, ".cache", conduct),
    maxMemory: 250 * 1024 * 1024,
    size: 1,
    limits: { submissionMs: 400, submissionWallMs: 2_000, platformMs: 20_000 },
    onFault: (reason) => faults.push(reason),
  });
}

async function gradeWith(conduct: string) {
  const faults: string[] = [];
  const pool = poolOf(conduct, faults);
  const verdict = await pool.grade(exercise, "select 1");
  await pool.close();
  return { verdict, faults };
}

test.each([
  ["good", "passed", null, 0],
  ["dies-every-other-time", "passed", null, null],
  ["garbage", "errored", "platform", 1],
  ["wrong-shape", "errored", "platform", 1],
  ["flood", "errored", "platform", 1],
  ["broken", "errored", "platform", 1],
  ["exits-at-once", "errored", "platform", 1],
  ["falls-in-reference", "errored", "platform", 1],
  ["falls-in-submission", "errored", "learner", 1],
  ["hangs-in-submission", "timed-out", "learner", 0],
  ["sleeps-in-submission", "timed-out", "learner", 0],
  ["grows-in-submission", "errored", "learner", 0],
])("a child whose conduct is %s: %s, fault %s", async (conduct, status, fault, retries) => {
  const { verdict, faults } = await gradeWith(conduct);
  expect(verdict).toMatchObject({ exercise: "an-exercise", status, fault });
  if (retries !== null) expect(faults).toHaveLength(retries);
});

test.each([["silent"], ["never-ready"]])(
  "a child that is %s is the platform's fault",
  async (conduct) => {
    const pool = createGradingPool({
      node: path.join(projectRoot, "node_modules", ".bin", "node"),
      root: projectRoot,
      entry: path.join(projectRoot, "test", "fixtures", "children", "child.mjs"),
      datasetDirs: [],
      cacheDir: path.join(projectRoot, ".cache", conduct),
      maxMemory: 250 * 1024 * 1024,
      size: 1,
      limits: { submissionMs: 400, submissionWallMs: 2_000, platformMs: 600 },
      onFault: () => {},
    });
    const verdict = await pool.grade(exercise, "select 1");
    expect(verdict).toMatchObject({ status: "errored", fault: "platform" });
    expect(verdict.checks.map((check) => check.status)).toEqual(["failed", "skipped"]);
    await pool.close();
  },
);

test("what a child complains about reaches the operator, never the learner", async () => {
  const { verdict, faults } = await gradeWith("broken");
  expect(faults.join()).toContain("the data set is missing");
  expect(JSON.stringify(verdict)).not.toContain("data set");
});

test("memory and endless answers are named as what they are", async () => {
  expect((await gradeWith("grows-in-submission")).verdict.checks[0]?.message).toContain("memory");
  expect((await gradeWith("sleeps-in-submission")).verdict.checks[0]?.message).toContain(
    "still running",
  );
});

test("more answers than children wait their turn, and one that hangs does not take the others down", async () => {
  const pool = poolOf("dies-every-other-time");
  const verdicts = await Promise.all(
    Array.from({ length: 6 }, () => pool.grade(exercise, "select 1")),
  );
  expect(verdicts.map((verdict) => verdict.status)).toEqual(Array(6).fill("passed"));
  await pool.close();
});
