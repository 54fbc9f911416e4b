import { afterAll, beforeAll, expect, it } from "vitest";
import { formatPlan } from "#app/domain/exercise/plan-format.ts";
import { planOfResult } from "#app/domain/exercise/plan-text.ts";
import { parsePlan, type PlanNode } from "#app/domain/exercise/plan-tree.ts";
import type { SqlSession } from "#app/domain/exercise/ports.ts";
import { pglite, testClock } from "#test/support/engines.ts";

let session: SqlSession;
beforeAll(async () => {
  session = await pglite.open({ name: "hallucifix-small", variant: "default", clock: testClock });
  await session.run("create index on analysis_results (user_id, created_at desc)");
});
afterAll(() => session.close());

/** One for each way the text form has of writing a node. */
const queries = [
  "select * from users",
  "select u.plan, count(*) from users u left join analysis_results a on a.user_id = u.id group by 1",
  "select u.id, (select count(*) from analysis_results a where a.user_id = u.id) from users u where status = 'active' order by 2 desc limit 5",
  "with r as materialized (select * from analysis_results where risk_level = 'high') select r.id from r join users u on u.id = r.user_id where u.id = 3",
  "select * from analysis_results where user_id = 7 order by created_at limit 3",
  "select max(created_at) from analysis_results where user_id = 7",
  "select id from users where not exists (select from analysis_results a where a.user_id = users.id and accuracy > 99)",
  "select * from generate_series(1, 50) as g(i) where i % 7 = 0",
  "select 1 union all select 2",
  "select id, row_number() over (partition by user_id order by created_at) from analysis_results where user_id < 5",
  "select u.name from users u left join analysis_results a on a.user_id = u.id and u.id < 0 where u.id = 3",
  "update users set plan = plan where id = 3",
];

it.each(queries)("formats and reads the plan as PostgreSQL writes it: %s", async (query) => {
  const explained = await session.explain(query);
  if (explained.kind !== "explained") throw new Error(explained.kind);
  const printed = await session.run(
    `begin; explain (analyze, buffers, timing off, summary off) ${query}; rollback`,
  );
  if (printed.kind !== "completed") throw new Error(printed.kind);
  const found = planOfResult(printed.results.find((one) => one.columns.length > 0) ?? fail());
  expect(withoutPlanning(formatPlan(explained.plan))).toBe(withoutPlanning(found?.text ?? null));
  const read = parsePlan(explained.plan) ?? fail();
  expect(shape(found?.plan ?? fail())).toEqual(shape(read));
});

it("finds a plan in EXPLAIN's JSON as well", async () => {
  const outcome = await session.run("explain (format json) select * from users where id = 1");
  if (outcome.kind !== "completed") throw new Error(outcome.kind);
  const plan = planOfResult(outcome.results[0] ?? fail())?.plan;
  expect(plan).toMatchObject({ relation: "users", actualRows: null, loops: null });
});

it.each(["select 1", "explain (format yaml) select 1"])("finds none in %s", async (query) => {
  const outcome = await session.run(query);
  if (outcome.kind !== "completed") throw new Error(outcome.kind);
  expect(planOfResult(outcome.results[0] ?? fail())).toBeNull();
});

function shape(node: PlanNode): unknown {
  const { "Join Type": join, Strategy: strategy } = node.details;
  return {
    ...node,
    details: {
      join: join === "Inner" ? undefined : join,
      strategy: strategy === "Plain" ? undefined : strategy,
    },
    children: node.children.map(shape),
  };
}

/** What planning itself read differs from run to run. */
function withoutPlanning(text: string | null): string {
  return (text ?? "").replace(/\nPlanning:[\s\S]*$/, "");
}

function fail(): never {
  throw new Error("there is no plan");
}
