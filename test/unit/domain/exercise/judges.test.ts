import { expect, test } from "vitest";
import { checkSpec } from "#app/domain/exercise/checks.ts";
import { graderOf } from "#app/domain/exercise/graders.ts";
import { parsePlan } from "#app/domain/exercise/plan-tree.ts";

const here = { variant: "default", input: null };

function judge(spec: unknown, mine: unknown, reference: unknown = null) {
  const check = checkSpec.parse(spec);
  return graderOf(check).judge(check, [{ situation: here, mine, reference }]);
}

const scan = {
  "Node Type": "Seq Scan",
  "Relation Name": "sales",
  "Total Cost": 99.5,
  "Plan Rows": 1,
  "Actual Rows": 1,
  "Actual Loops": 1,
  "Shared Hit Blocks": 37,
};
const sort = {
  "Node Type": "Sort",
  "Sort Key": ["amount DESC"],
  "Total Cost": 120,
  "Plan Rows": 1,
  "Actual Loops": 1,
  "Shared Hit Blocks": 38,
  "Shared Read Blocks": 2,
  Plans: [scan],
};
const seen = { plan: parsePlan({ Plan: sort }), settings: "as they were", statistics: "" };

test.each([
  ["no demands", {}, "passed", "Total cost 120, 40 blocks."],
  [
    "a forbidden node",
    { forbid: [{ node: "Seq Scan", on: "sales" }] },
    "failed",
    "a Seq Scan on sales (cost 99.5, 37 blocks)",
  ],
  ["the same node elsewhere", { forbid: [{ node: "Seq Scan", on: "users" }] }, "passed", ""],
  [
    "a required node",
    { require: [{ node: "Index Scan", on: "sales" }] },
    "failed",
    "no Index Scan on sales. It has a Seq Scan on sales instead",
  ],
  ["a cost in the limit", { maxCost: 120 }, "passed", "(limit 120)"],
  ["a cost above it", { maxCost: 119 }, "failed", "total cost is 120, the limit is 119"],
  ["hit and read blocks together", { maxBlocks: 39 }, "failed", "40 blocks, the limit is 39"],
] as const)("plan: %s", (_, demands, status, words) => {
  const judgement = judge({ id: "plan", type: "plan", ...demands }, seen, seen);
  expect(judgement.status).toBe(status);
  expect(judgement.message).toContain(words);
});

const questions = {
  id: "judgement",
  type: "items",
  items: [
    {
      id: "one",
      question: "Which one is it?",
      options: [
        { text: "this", why: "It is not this." },
        { text: "that", right: true },
      ],
    },
    {
      id: "some",
      question: "Which ones are they?",
      options: [
        { text: "this", right: true },
        { text: "that", right: true },
        { text: "those", why: "Those are not." },
      ],
    },
  ],
};

test.each([
  ["all right", { one: ["b"], some: ["b", "a"] }, "passed", "All answered rightly."],
  ["nothing", {}, "failed", "“one” is not answered yet"],
  ["an empty answer", { one: [], some: ["a", "b"] }, "failed", "“one” is not answered yet"],
  ["the second missing", { one: ["b"] }, "failed", "“some” is not answered yet"],
  ["a wrong one", { one: ["a"] }, "failed", "not option a. It is not this."],
  ["right and wrong", { one: ["a", "b"] }, "failed", "not option a. It is not this."],
  ["everything chosen", { one: ["b"], some: ["a", "b", "c"] }, "failed", "Those are not."],
  ["half of what is right", { one: ["b"], some: ["b"] }, "failed", "right, but it is not all"],
  ["a letter that is none", { one: ["z"] }, "failed", "has no option z"],
])("items: %s", (_, answers, status, words) => {
  const judgement = judge(questions, Object.entries(answers));
  expect(judgement.status).toBe(status);
  expect(judgement.message).toContain(words);
});

test("plan: other planner settings than before fail whatever the plan", () => {
  const cheap = { ...seen, settings: "seq_page_cost 0" };
  const judgement = judge({ id: "plan", type: "plan", maxCost: 1000 }, cheap, seen);
  expect(judgement).toMatchObject({ status: "failed" });
  expect(judgement.message).toContain("how the planner counts costs");
});

test("plan: the tree keeps what lessons show", () => {
  expect(parsePlan({ Plan: sort })).toMatchObject({
    type: "Sort",
    blocks: 40,
    details: { "Sort Key": "amount DESC" },
    children: [{ type: "Seq Scan", relation: "sales", actualRows: 1 }],
  });
  expect(parsePlan({ "Node Type": "Seq Scan" })).toBeNull();
});

const users = "kind r 1\ncolumn id bigint not null";
const before = {
  tables: { users: { structure: users, data: "2 abc" } },
  relations: ["public.users"],
};

test.each([
  ["nothing changed", {}, "passed", "structure and data of users"],
  [
    "a new column",
    { structure: `${users}\ncolumn total bigint` },
    "failed",
    "now “column total bigint”",
  ],
  [
    "a dropped constraint",
    { structure: "kind r 1" },
    "failed",
    "“column id bigint not null” is gone",
  ],
  [
    "another table under the name",
    { structure: users.replace("r 1", "r 9") },
    "failed",
    "not the same table",
  ],
  ["other rows", { data: "2 xyz" }, "failed", "changed the rows of users"],
  ["a dropped table", { structure: null }, "failed", "is gone"],
] as const)("unchanged: %s", (_, changes, status, words) => {
  const now = { ...before, tables: { users: { ...before.tables.users, ...changes } } };
  const judgement = judge({ id: "unchanged", type: "unchanged", tables: ["users"] }, now, before);
  expect(judgement.status).toBe(status);
  expect(judgement.message).toContain(words);
});

test.each([
  ["allowed", true, "passed"],
  ["not allowed", false, "failed"],
])("unchanged: a new view where new relations are %s", (_, newRelations, status) => {
  const now = { ...before, relations: [...before.relations, "public.report"] };
  const spec = { id: "unchanged", type: "unchanged", tables: ["users"], newRelations };
  expect(judge(spec, now, before).status).toBe(status);
});

const small = { oid: "1", name: "public.a", bytes: 8192 };
const large = { oid: "2", name: "public.b", bytes: 819_200 };

test.each([
  ["none added", [small], "passed", "No new indexes"],
  ["one added", [small, large], "passed", "public.b (800 kB)"],
  [
    "too many",
    [small, large, { ...large, oid: "3", name: "public.c" }],
    "failed",
    "adds 2 indexes",
  ],
  [
    "too large under a known name",
    [small, { oid: "2", name: "public.a", bytes: 2_000_000 }],
    "failed",
    "1,953 kB",
  ],
  ["too large", [small, { ...large, bytes: 2_000_000 }], "failed", "1,953 kB"],
] as const)("size: %s", (_, now, status, words) => {
  const judgement = judge(
    { id: "size", type: "size", maxNewIndexes: 1, maxIndexBytes: 1_000_000 },
    now,
    [small],
  );
  expect(judgement.status).toBe(status);
  expect(judgement.message).toContain(words);
});
