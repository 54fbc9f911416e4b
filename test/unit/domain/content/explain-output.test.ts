import { describe, expect, test } from "vitest";
import { readExplain } from "#app/domain/content/explain-output.ts";
import type { ResultSet } from "#app/domain/exercise/ports.ts";

function plan(text: string, column = "QUERY PLAN"): ResultSet {
  return {
    columns: [{ name: column, type: "text" }],
    rows: text.split("\n").map((line) => [line]),
    truncated: false,
    command: "EXPLAIN",
    affected: null,
    source: { start: 0, end: 0 },
  };
}

const text = `Limit  (cost=0.29..8.30 rows=20 width=8) (actual rows=20.00 loops=1)
  Buffers: shared hit=7 read=3 dirtied=1, temp read=5
  ->  Parallel Index Scan Backward using a_b_idx on a x  (cost=0.29..8.30 rows=1 width=8)
        Index Cond: (id = 1)
        Buffers: shared hit=100
  ->  Hash Left Join  (cost=1..2 rows=1 width=8)
        ->  Partial HashAggregate  (cost=1..2 rows=1 width=8)
Planning:
  Buffers: shared hit=50
Planning Time: 0.1 ms`;

describe("EXPLAIN as text", () => {
  const read = readExplain(plan(text));
  test.each([
    "Limit",
    "Index Scan",
    "Parallel Index Scan Backward",
    "Hash Join",
    "Hash Left Join",
    "HashAggregate",
    "Aggregate",
  ])("has a node %s", (name) => {
    expect(read?.nodes.some((names) => names.has(name))).toBe(true);
  });

  test.each(["Hash", "Index Only Scan", "Seq Scan", "Index Cond", "Planning"])(
    "has no node %s",
    (name) => {
      expect(read?.nodes.some((names) => names.has(name))).toBe(false);
    },
  );

  test("blocks are hit and read of the top node, without temp files and planning", () => {
    expect(read?.blocks).toBe(10);
  });

  test("a top node without buffers touched none, whatever its children did", () => {
    const silent = text.replace("  Buffers: shared hit=7 read=3 dirtied=1, temp read=5\n", "");
    expect(readExplain(plan(silent))?.blocks).toBe(0);
  });
});

test("EXPLAIN as JSON", () => {
  const json = JSON.stringify([
    {
      Plan: {
        "Node Type": "Aggregate",
        Strategy: "Hashed",
        "Shared Hit Blocks": 4,
        "Shared Read Blocks": 2,
        Plans: [{ "Node Type": "Seq Scan" }],
      },
    },
  ]);
  const read = readExplain(plan(json));
  expect(read?.blocks).toBe(6);
  expect(read?.nodes.map((names) => [...names])).toEqual([
    ["Aggregate", "HashAggregate"],
    ["Seq Scan"],
  ]);
});

test("any other result is no plan", () => {
  expect(readExplain(plan("Seq Scan", "node"))).toBeNull();
});
