import { beforeAll, expect, test } from "vitest";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import { gradeExercise } from "#app/domain/exercise/grade-exercise.ts";
import type { Reference } from "#app/domain/exercise/reference-run.ts";
import { fixtureExercises, pglite, testStore } from "#test/support/engines.ts";

let exercise: Exercise;
const references = new Map<string, Reference>();

beforeAll(async () => {
  const dataset = async (name: string) => ({
    variants: await testStore.variants(name),
    version: await testStore.version(name),
  });
  const read = await loadExercises({ dir: fixtureExercises, root: fixtureExercises, dataset }, [
    "stock-report",
  ]);
  const [found] = read.exercises;
  if (found === undefined) throw new Error(JSON.stringify(read.problems));
  exercise = found;
});

async function grade(submission: string, changes: Partial<Exercise> = {}) {
  const grade = await gradeExercise({ ...exercise, ...changes }, submission, {
    engine: pglite,
    truth: pglite,
    sandbox: null,
    references,
    stopwatch: () => performance.now(),
    onPhase: () => {},
  });
  if (grade.kind !== "graded") throw new Error(grade.reason);
  return grade.verdict;
}

const query = "select id, amount from sales where product_id = 7";

/** Only cost and blocks: no required node that would fail a cheat by itself. */
const byMeasure = { maxCost: 60, maxBlocks: 20 };

test.each([
  [
    "free pages for the session",
    `set seq_page_cost = 0; set cpu_tuple_cost = 0; set cpu_operator_cost = 0; ${query}`,
    /total cost is 99\.5/,
  ],
  ["a scan switched off", `set enable_seqscan = off; ${query}`, /total cost is 99\.5/],
  [
    "free pages for the tablespace",
    `alter tablespace pg_default set (seq_page_cost = 0.0001, random_page_cost = 0.0001); ${query}`,
    /how the planner counts costs/,
  ],
  [
    "forged statistics",
    `select pg_restore_relation_stats('schemaname', 'public', 'relname', 'sales', 'relpages', 1, 'reltuples', 1::real); ${query}`,
    /total cost is 99\.5/,
  ],
  [
    "a small temporary copy",
    `create temp table few as select * from sales where product_id = 7; select id, amount from few`,
    /new session/,
  ],
  ["a plan in place of the query", `explain (format json) ${query}`, /begin with EXPLAIN/],
  [
    "a function that hides the work",
    `create function f() returns table (id bigint, amount int) language sql as 'select id, amount from sales where product_id = 7' cost 1 rows 1; select * from f()`,
    /block/,
  ],
])("a plan is not fooled by %s", async (_, submission, words) => {
  const plan = {
    id: "plan",
    type: "plan" as const,
    require: [],
    forbid: [],
    variants: ["default"],
    ...byMeasure,
  };
  const verdict = await grade(submission, { checks: [plan], version: "measure" });
  expect(verdict).toMatchObject({ status: "failed", fault: null });
  expect(verdict.checks[0]?.message).toMatch(words);
});

test.each([
  [
    "the table is emptied of the others",
    `create index on sales (product_id); delete from sales where product_id <> 7; ${query}`,
    "unchanged",
  ],
  [
    "the table is replaced",
    `create table s2 as select * from sales where product_id = 7; drop table sales; alter table s2 rename to sales; ${query}`,
    "unchanged",
  ],
  ["a view stands in", `create view seven as ${query}; select * from seven`, "unchanged"],
  [
    "a column is added",
    `alter table sales add column seven boolean default true; create index on sales (product_id); ${query}`,
    "unchanged",
  ],
  [
    "two indexes do the work of one",
    `create index on sales (product_id); create index on sales (amount); ${query}`,
    "size",
  ],
])("the table stays as it was: %s", async (_, submission, check) => {
  const verdict = await grade(submission);
  expect(verdict.status).toBe("failed");
  expect(verdict.checks.find((one) => one.status === "failed")?.id).toBe(check);
});

test.each([
  ["the plain index", `create index on sales (product_id); ${query};`],
  ["a trailing comment", `create index on sales (product_id);\n${query} -- done`],
  ["its own transaction", `begin; create index on sales (product_id); commit; ${query}`],
  ["its own statistics", `create index on sales (product_id); analyze sales; ${query}`],
])("an honest answer passes with %s", async (_, submission) => {
  const verdict = await grade(submission);
  expect(verdict.checks.filter((check) => check.status !== "passed")).toEqual([]);
  expect(verdict.status).toBe("passed");
});
