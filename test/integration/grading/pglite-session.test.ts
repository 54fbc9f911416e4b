import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScriptOutcome, SqlSession } from "#app/domain/exercise/ports.ts";
import { pglite, testClock } from "#test/support/engines.ts";

const shop = { name: "shop", variant: "default", clock: testClock };
let shared: SqlSession;

beforeAll(async () => {
  shared = await pglite.open(shop);
});
afterAll(() => shared.close());

/** What of an outcome the tables below compare: one line per result, then the error. */
function summary(outcome: ScriptOutcome): string[] {
  if (outcome.kind === "unsupported" || outcome.kind === "crashed") return [outcome.kind];
  const lines = outcome.results.map(
    (result) => `${result.command} ${JSON.stringify(result.rows)}${result.truncated ? " …" : ""}`,
  );
  if (outcome.kind === "completed") return lines;
  const { code, position, message } = outcome.error;
  return [...lines, `${code} at ${position}: ${message}`];
}

test.each([
  [
    "values are text, NULL is null",
    "select 1::bigint, 1.50::numeric, null, true, 'é😀'",
    ['SELECT [["1","1.50",null,"t","é😀"]]'],
  ],
  ["columns may share a name", "select 1 as a, 2 as a", ['SELECT [["1","2"]]']],
  ["an empty script does nothing", "  -- nothing\n", []],
  [
    "each statement is a transaction of its own",
    "create table t1 (a int); vacuum t1; drop table t1",
    ["CREATE TABLE []", "VACUUM []", "DROP TABLE []"],
  ],
  [
    "statements before an error stay done",
    "select 1; select 1/0; select 3",
    ['SELECT [["1"]]', "22012 at null: division by zero"],
  ],
  [
    "text that does not parse runs nothing, position over the whole script",
    "select 1;\nselect 'é😀';\nselec 2",
    ['42601 at 25: syntax error at or near "selec"'],
  ],
  [
    "positions count UTF-16 units over all statements",
    "select '😀'; select nope",
    ['SELECT [["😀"]]', '42703 at 21: column "nope" does not exist'],
  ],
  [
    "a failed transaction is rolled back",
    "begin; create table t2 (a int); select 1/0",
    ["BEGIN []", "CREATE TABLE []", "22012 at null: division by zero"],
  ],
  ["and gone afterwards", "select to_regclass('t2')", ["SELECT [[null]]"]],
  [
    "a body with semicolons is one statement",
    "create or replace function f() returns int language sql begin atomic select 1; select 2; end; select f(); drop function f()",
    ["CREATE FUNCTION []", 'SELECT [["2"]]', "DROP FUNCTION []"],
  ],
  [
    "psql commands get PostgreSQL's error",
    "\\d users",
    ['42601 at 1: syntax error at or near "\\"'],
  ],
  [
    "COPY needs a client",
    "copy products from stdin",
    ["0A000 at 1: COPY FROM STDIN is not available here"],
  ],
  [
    "a NUL is refused, nothing after it runs unseen",
    "select 1\u0000; drop table products",
    ["22021 at 9: the script contains a NUL character, which SQL text cannot hold"],
  ],
  [
    "recursion without end is an error, not a dead engine",
    "create function r(i int) returns int language plpgsql as $$begin return r(i + 1); end$$; select r(1)",
    ["CREATE FUNCTION []", "54001 at null: stack depth limit exceeded"],
  ],
  [
    "a hog gets PostgreSQL's own out of memory",
    "select length(repeat('x', 900000000))",
    ["53200 at null: out of memory"],
  ],
  [
    "a sort too large for its file is stopped",
    "select count(*) from (select g, repeat('x', 200) from generate_series(1, 400000) g order by 2, 1 offset 0) s",
    ['53400 at null: temporary file size exceeds "temp_file_limit" (51200kB)'],
  ],
  ["after all that the session answers", "select 42", ['SELECT [["42"]]']],
])("%s", async (_, script, lines) => {
  expect(summary(await shared.run(script))).toEqual(lines);
});

test("shows 500 rows of an endless result and says that there are more", async () => {
  const outcome = await shared.run("select generate_series(1, 5000000)");
  expect(outcome).toMatchObject({ kind: "completed", results: [{ truncated: true }] });
  expect(outcome.kind === "completed" && outcome.results[0]?.rows.length).toBe(500);
});

test("reads rows without a limit on their width in bounded pieces", async () => {
  const wide = "select repeat('x', 10000) from generate_series(1, 60000)";
  const outcome = await shared.run(wide, { maxRows: 50_000 });
  expect(outcome.kind === "completed" && outcome.results[0]?.truncated).toBe(true);
  expect(outcome.kind === "completed" && outcome.results[0]?.rows.length).toBeLessThan(4_500);
});

test("passes notices on", async () => {
  const outcome = await shared.run("do $$begin raise notice 'hello'; raise warning 'there'; end$$");
  expect(outcome).toMatchObject({
    kind: "completed",
    notices: ["NOTICE: hello", "WARNING: there"],
  });
});

test("now() is the exercise's instant at every run, and time passes within one", async () => {
  for (let run = 0; run < 2; run += 1) {
    const outcome = await shared.run(
      "select extract(epoch from now() - timestamptz '2026-01-15 12:00:00+00') between 0 and 5; select pg_sleep(0.05); select clock_timestamp() > timestamptz '2026-01-15 12:00:00.05+00'",
    );
    expect(
      outcome.kind === "completed" && outcome.results.map((result) => result.rows[0]?.[0]),
    ).toEqual(["t", "", "t"]);
  }
});

test("parameters are text, their types come from the statement", async () => {
  const outcome = await shared.query("select $1::int + 1, $2, $3::text[], $4::int", [
    "41",
    "x",
    "{a,b}",
    null,
  ]);
  expect(outcome).toMatchObject({
    kind: "completed",
    result: { rows: [["42", "x", "{a,b}", null]] },
  });
});

test("explaining changes nothing and counts blocks after a warm-up", async () => {
  const first = await shared.explain("delete from sales where id < 100");
  expect(first).toMatchObject({
    kind: "explained",
    plan: { Plan: { "Node Type": "ModifyTable" } },
  });
  expect(await shared.query("select count(*) from sales")).toMatchObject({
    result: { rows: [["5000"]] },
  });
  const second = await shared.explain("select * from sales where id < 100");
  const third = await shared.explain("select * from sales where id < 100");
  expect(blocksOf(second)).toEqual(blocksOf(third));
  expect(await shared.explain("select nope")).toMatchObject({
    kind: "failed",
    error: { position: 8 },
  });
});

function blocksOf(outcome: Awaited<ReturnType<SqlSession["explain"]>>) {
  if (outcome.kind !== "explained") throw new Error(outcome.kind);
  const { Plan } = outcome.plan as { Plan: Record<string, number> };
  return [Plan["Total Cost"], Plan["Shared Hit Blocks"], Plan["Shared Read Blocks"]];
}

// A stack that overflows may also take the engine into a loop without end, which only a process that
// can be killed survives: hostile.test.ts tries that.
test("an engine that falls because its catalogue is deleted never answers as if nothing had happened", async () => {
  const session = await pglite.open(shop);
  await session.run("delete from pg_class");
  const next = await session.query("select count(*) from products");
  expect(next.kind).not.toBe("completed");
  await session.close();
});

test("a closed session answers nothing and a new one starts clean", async () => {
  const session = await pglite.open(shop);
  await session.run("drop table sales; commit");
  await session.close();
  expect(await session.run("select 1")).toMatchObject({ kind: "crashed" });
  const fresh = await pglite.open(shop);
  expect(await fresh.query("select count(*) from sales")).toMatchObject({
    result: { rows: [["5000"]] },
  });
  await fresh.close();
});

test("setup runs before anything else", async () => {
  const session = await pglite.open({ ...shop, setup: "create table extra as select 7 as seven" });
  expect(await session.query("select seven from extra")).toMatchObject({
    result: { rows: [["7"]] },
  });
  await session.close();
  await expect(pglite.open({ ...shop, setup: "selec" })).rejects.toThrow(/setup\.sql/);
});
