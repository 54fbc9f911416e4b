import { describe, expect, it } from "vitest";
import { nodeLabel, reportPlan, type PlanRow } from "#app/domain/exercise/plan-report.ts";
import type { PlanNode } from "#app/domain/exercise/plan-tree.ts";

function node(type: string, part: Partial<PlanNode> = {}): PlanNode {
  return {
    type,
    relation: null,
    alias: null,
    index: null,
    cost: 100,
    plannedRows: 100,
    actualRows: 100,
    loops: 1,
    blocks: 0,
    rowsRemoved: 0,
    details: {},
    subplan: null,
    children: [],
    ...part,
  };
}

const filter = { Filter: "(a = 1)" };
const shares = (plan: PlanNode) => reportPlan(plan).rows.map((row) => Math.round(row.share * 100));
const marks = (plan: PlanNode): string[] =>
  reportPlan(plan).rows.flatMap((row: PlanRow) =>
    row.marks.map((mark) =>
      mark.kind === "costliest"
        ? `${row.label} costs most`
        : `${row.label} ${mark.kind} ${mark.times}`,
    ),
  );

describe("shares of the cost", () => {
  it.each<[string, PlanNode, number[]]>([
    ["a single node has all of it", node("Result"), [100]],
    [
      "children's cost is theirs",
      node("Sort", { children: [node("Seq Scan", { cost: 80 })] }),
      [20, 80],
    ],
    [
      "a child in a loop counts as often as it ran",
      node("Nested Loop", {
        cost: 1_000,
        children: [node("Seq Scan", { cost: 100 }), node("Index Scan", { cost: 8, loops: 100 })],
      }),
      [10, 10, 80],
    ],
    [
      "what loops of its own keeps its children's loops",
      node("Seq Scan", {
        cost: 1_000,
        children: [
          node("Aggregate", {
            cost: 9,
            loops: 100,
            children: [node("Seq Scan", { cost: 8, loops: 100 })],
          }),
        ],
      }),
      [10, 10, 80],
    ],
    [
      "a Limit cannot cost less than nothing",
      node("Limit", { cost: 1, children: [node("Index Scan", { cost: 5_000 })] }),
      [0, 100],
    ],
    [
      "what never ran cost nothing",
      node("Append", {
        cost: 50,
        children: [node("Seq Scan", { cost: 50 }), node("Seq Scan", { cost: 50, loops: 0 })],
      }),
      [0, 100, 0],
    ],
  ])("%s", (_, plan, expected) => {
    expect(shares(plan)).toEqual(expected);
    expect(reportPlan(plan).rows.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(1, 6);
  });
});

describe("what a reader should not miss", () => {
  it.each<[string, PlanNode, string[]]>([
    ["one node is not the costliest of anything", node("Result"), []],
    [
      "the costliest",
      node("Sort", { children: [node("Seq Scan", { cost: 80 })] }),
      ["Seq Scan costs most"],
    ],
    [
      "many more rows than planned",
      node("Seq Scan", { plannedRows: 5, actualRows: 2_700, details: filter }),
      ["Seq Scan underestimate 540"],
    ],
    [
      "far fewer rows than planned",
      node("Seq Scan", { plannedRows: 3_000, actualRows: 3, details: filter }),
      ["Seq Scan overestimate 1000"],
    ],
    [
      "a handful of rows is no matter",
      node("Seq Scan", { plannedRows: 1, actualRows: 15, details: filter }),
      [],
    ],
    [
      "within ten times is close enough",
      node("Seq Scan", { plannedRows: 300, actualRows: 31, details: filter }),
      [],
    ],
    [
      "a Limit stops what is below it",
      node("Limit", {
        plannedRows: 20,
        actualRows: 20,
        cost: 5,
        children: [node("Index Scan", { plannedRows: 30_000, actualRows: 20, details: filter })],
      }),
      ["Index Scan costs most"],
    ],
    [
      "but not what a Sort has read to its end",
      node("Limit", {
        plannedRows: 20,
        actualRows: 20,
        children: [
          node("Sort", {
            plannedRows: 20,
            actualRows: 20,
            children: [node("Seq Scan", { plannedRows: 30_000, actualRows: 40, details: filter })],
          }),
        ],
      }),
      ["Limit costs most", "Seq Scan overestimate 750"].slice(1),
    ],
    [
      "what nobody asked to the end, without a filter",
      node("Seq Scan", { plannedRows: 60, actualRows: 1 }),
      [],
    ],
    [
      "nothing without ANALYZE",
      node("Seq Scan", { actualRows: null, loops: null, details: filter }),
      [],
    ],
  ])("%s", (_, plan, expected) => {
    expect(marks(plan)).toEqual(expect.arrayContaining(expected));
    if (expected.length === 0) expect(marks(plan)).toEqual([]);
  });
});

it("tells each level whether a sibling follows, so that lines can be drawn", () => {
  const plan = node("Hash Join", {
    children: [node("Seq Scan"), node("Hash", { children: [node("Seq Scan")] })],
  });
  expect(reportPlan(plan).rows.map(({ id, parent, more }) => [id, parent, more])).toEqual([
    ["0", null, []],
    ["0.0", "0", [true]],
    ["0.1", "0", [false]],
    ["0.1.0", "0.1", [false, false]],
  ]);
});

it.each<[string, PlanNode]>([
  ["Hash Left Join", node("Hash Join", { details: { "Join Type": "Left" } })],
  ["Hash Join", node("Hash Join", { details: { "Join Type": "Inner" } })],
  ["Nested Loop Anti Join", node("Nested Loop", { details: { "Join Type": "Anti" } })],
  ["HashAggregate", node("Aggregate", { details: { Strategy: "Hashed" } })],
  ["Aggregate", node("Aggregate", { details: { Strategy: "Plain" } })],
  ["Index Scan Backward", node("Index Scan", { details: { "Scan Direction": "Backward" } })],
])("is called %s", (label, one) => expect(nodeLabel(one)).toBe(label));
