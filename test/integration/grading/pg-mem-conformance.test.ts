import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlSession } from "#app/domain/exercise/ports.ts";
import { pglite, pgMem, testClock } from "#test/support/engines.ts";

const small = { name: "hallucifix-small", variant: "nulls", clock: testClock };
let full: SqlSession;
let little: SqlSession;

beforeAll(async () => {
  full = await pglite.open(small);
  little = await pgMem.open(small);
});
afterAll(() => full.close());

const rows = async (session: SqlSession, query: string) => {
  const outcome = await session.run(query);
  if (outcome.kind !== "completed") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return outcome.results.map(({ columns, rows }) => ({ columns, rows }));
};

// Every query here has one right answer: its ORDER BY names a unique column last.
test.each([
  "select * from maintenance_log order by id",
  "select id, email from users order by id limit 5 offset 3",
  "select u.id as number, u.name from users u where u.status = 'active' order by u.id",
  "select id, accuracy from analysis_results order by accuracy, id limit 40",
  "select id, accuracy from analysis_results order by accuracy desc, id desc limit 40",
  "select id, accuracy from analysis_results order by accuracy desc nulls last, id limit 40",
  "select id, accuracy from analysis_results order by accuracy nulls first, id limit 40",
  "select id, accuracy from analysis_results where accuracy is null order by id",
  "select id from analysis_results where accuracy is not null and accuracy < 50.5 order by id",
  "select id from analysis_results where accuracy between 40 and 60 order by id",
  "select id from analysis_results where not (risk_level = 'low') order by id",
  "select id from analysis_results where risk_level in ('high', 'critical') order by id",
  "select id from analysis_results where risk_level not in ('high', 'critical') order by id",
  "select id, title from analysis_results where title like 'Policy%' order by id",
  "select id, title from analysis_results where title not like '%report%' or user_id = 3 order by id",
  "select id, created_at from analysis_results where created_at >= '2026-01-10 00:00:00+00' order by id",
  "select id from analysis_results where created_at > now() - interval '7 days' order by id",
  "select id, created_at from analysis_results order by created_at desc, id desc limit 30",
  "select id, execution_time from query_performance_log where \"timestamp\" >= timestamptz '2026-01-15 11:00:00+00' order by execution_time desc, id limit 10",
  "select count(*), count(accuracy), min(accuracy), max(created_at) from analysis_results",
  "select risk_level, count(*) as analyses, max(accuracy) from analysis_results group by risk_level order by risk_level",
  "select user_id, risk_level, count(*) from analysis_results group by user_id, risk_level order by user_id, risk_level",
  "select count(*) from analysis_results where user_id = -1",
  "select max(id) from analysis_results where user_id = -1",
  "select distinct risk_level from analysis_results order by risk_level",
  "select a.id, u.name from analysis_results a join users u on u.id = a.user_id where u.plan = 'team' order by a.id",
  "select u.id, a.id as analysis from users u left join analysis_results a on a.user_id = u.id and a.risk_level = 'critical' order by u.id, a.id",
  "select u.id, count(a.id) as analyses from users u left join analysis_results a on a.user_id = u.id group by u.id order by u.id",
  "select id, id from users order by id limit 2",
  "select u.id, a.id from users u join analysis_results a on a.user_id = u.id order by u.id, a.id limit 5",
  "select id as name_of_it from users order by name_of_it desc limit 3",
  "select id, name from users order by 2, 1 limit 10",
  "select id from users order by id; select count(*) from users",
])("answers as PostgreSQL does: %s", async (query) => {
  expect(await rows(little, query)).toEqual(await rows(full, query));
});

test.each([
  ["select count(*) filter (where accuracy > 5) from analysis_results", "FILTER"],
  ["select id from users where id not in (1, null)", "NOT IN with NULL"],
  ["select id from users where id not in (select user_id from analysis_results)", "subquery"],
  ["select 1/0 from users", "operator /"],
  [
    "select user_id, title, count(*) from analysis_results group by user_id",
    "neither grouped nor aggregated",
  ],
  ["select title, count(*) from analysis_results", "neither grouped nor aggregated"],
  ["create index on users (email) where status = 'active'", "CREATE INDEX"],
  ["begin", "BEGIN"],
  ["insert into users (email) values ('x')", "INSERT"],
  ["update users set name = 'x'", "UPDATE"],
  ["delete from users", "DELETE"],
  ["select id from users union all select id from users order by id", "UNION"],
  ["with x as (select id from users) select * from x", "WITH"],
  ["select row_number() over (order by id) from users", "window"],
  ["select avg(accuracy) from analysis_results", "avg"],
  ["select sum(accuracy) from analysis_results", "sum"],
  ["select id from users where created_at > '2026-01-10 00:00'", "time zone"],
  ["select id from users where id = '1'", "different types"],
  ["select id::text from users", "cast"],
  ["select id from users where exists (select 1)", "exists"],
  ["select distinct on (user_id) id from analysis_results", "DISTINCT ON"],
  ["select count(distinct user_id) from analysis_results", "DISTINCT inside"],
  ["select id from users for update", "FOR UPDATE"],
  ["select id from users order by lower(email)", "ORDER BY an expression"],
  ["select id as email from users order by email", "both a column and an alias"],
  ["select id from (select id from users) s", "subquery in FROM"],
  ["select id from users limit 1 + 1", "calculated LIMIT"],
  ["select id from users where name like 'a\\_b'", "escape"],
])("refuses rather than answers wrongly: %s", async (query, feature) => {
  const outcome = await little.run(query);
  expect(outcome).toMatchObject({ kind: "unsupported" });
  expect(outcome.kind === "unsupported" && outcome.feature.toLowerCase()).toContain(
    feature.toLowerCase(),
  );
});

test.each([
  ["selec 1", 7],
  ["select id from users where", null],
])("says where text cannot be read: %s", async (query, position) => {
  const outcome = await little.run(query);
  expect(outcome).toMatchObject({
    kind: "failed",
    error: { position, hint: expect.stringContaining("full engine") },
  });
});

test("names a column that does not exist", async () => {
  expect(await little.run("select nope from users")).toMatchObject({
    kind: "failed",
    error: { message: 'column "nope" does not exist' },
  });
});
