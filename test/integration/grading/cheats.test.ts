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
  [
    "a number of values made up for a column",
    `alter table sales alter product_id set (n_distinct = -1); analyze sales; ${query}`,
    /how the planner counts costs/,
  ],
  [
    "a column ANALYZE must not look at",
    `alter table sales alter product_id set statistics 0; select pg_restore_attribute_stats('schemaname', 'public', 'relname', 'sales', 'attname', 'product_id', 'inherited', false, 'null_frac', 0::real, 'avg_width', 4, 'n_distinct', -1::real); ${query}`,
    /how the planner counts costs/,
  ],
  [
    "forged statistics that ANALYZE cannot replace",
    `create function f(i bigint) returns bigint language plpgsql immutable as $$ begin return i; end $$; create index on sales (f(id)); create or replace function f(i bigint) returns bigint language plpgsql immutable as $$ begin raise exception 'no'; end $$; select pg_restore_relation_stats('schemaname', 'public', 'relname', 'sales', 'relpages', 1, 'reltuples', 1::real); ${query}`,
    /statistics cannot be refreshed/,
  ],
  [
    "a query that knows when it is explained",
    `create function f() returns setof sales language plpgsql cost 1 rows 1 as $$ begin if current_query() ilike 'explain%' then return; end if; return query select * from sales where product_id = 7; end $$; select id, amount from f()`,
    /touches \d+ blocks when it is run without EXPLAIN/,
  ],
  [
    "a query that works only the first time",
    `create sequence times; create function f() returns setof sales language plpgsql cost 1 rows 1 as $$ begin if nextval('times') > 1 then return; end if; return query select * from sales where product_id = 7; end $$; select id, amount from f()`,
    /other rows than in your script/,
  ],
  [
    "a small copy that comes first in pg_catalog",
    `create table few as select * from sales where product_id = 7; set allow_system_table_mods = on; update pg_class set relnamespace = 'pg_catalog'::regnamespace, relname = 'sales' where relname = 'few'; ${query}`,
    /pg_catalog\.sales, which hides a table/,
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
    "a trigger is added",
    `create function t() returns trigger language plpgsql as $$ begin return new; end $$; create trigger t before insert on sales execute function t(); create index on sales (product_id); ${query}`,
    "unchanged",
  ],
  [
    "a wide index takes the name of another",
    `alter index sales_pkey rename to old; create index sales_pkey on sales (product_id, id) with (fillfactor = 10); ${query}`,
    "size",
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
  [
    "a function",
    `do $$ begin execute format('create function f() returns table (id bigint, amount int) language sql as %L', format('select * from json_to_recordset(%L) as r(id bigint, amount int)', (select json_agg(row_to_json(r)) from (${query}) r))); end $$; select * from f()`,
  ],
  [
    "a setting",
    `do $$ begin perform set_config('my.rows', (select json_agg(row_to_json(r))::text from (${query}) r), false); end $$; select * from json_to_recordset(coalesce(nullif(current_setting('my.rows', true), ''), '[]')::json) as r(id bigint, amount int)`,
  ],
])("rows kept in %s are out of date once the data has changed", async (_, submission) => {
  const later = {
    id: "later",
    type: "rows" as const,
    order: "any" as const,
    keys: [],
    names: "exact" as const,
    tolerance: 1e-9,
    variants: ["default"],
    after: "update sales set amount = amount + 1 where product_id = 7",
  };
  const checks = { checks: [later], version: "later" };
  const verdict = await grade(submission, checks);
  expect(verdict).toMatchObject({ status: "failed", fault: null });
  expect(verdict.checks[0]?.message).toMatch(/^Asked again after the data has changed: /);
  expect(await grade(query, checks)).toMatchObject({ status: "passed" });
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

test("what goes wrong on hidden data is told without a row of it", async () => {
  const many =
    "(select count(*) from products where price = 5) > (select count(*) from products) / 3";
  const submission = `do $$ begin if ${many} then
      raise exception 'rows: %', (select json_agg(p) from products p) using errcode = '22012'; end if; end $$;
    select id, name, price from products order by price, id limit 5;`;
  const rows = {
    id: "rows",
    type: "rows" as const,
    order: "any" as const,
    keys: [],
    names: "exact" as const,
    tolerance: 1e-9,
    variants: ["default", "ties"],
  };
  const solutions = [
    {
      file: "solution.sql",
      text: "select id, name, price from products order by price, id limit 5",
    },
  ];
  const verdict = await grade(submission, { checks: [rows], solutions, version: "leak" });
  expect(verdict).toMatchObject({ status: "failed", fault: null });
  expect(verdict.checks[0]?.message).toMatch(/^On the hidden data “ties”: .*error 22012; its text/);
  expect(verdict.checks[0]?.message).not.toMatch(/rows:|product \d/);
});
