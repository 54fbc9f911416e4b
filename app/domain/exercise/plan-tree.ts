import { z } from "zod";

/** One node of EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON), in the terms lessons and checks use. */
export type PlanNode = {
  /** "Seq Scan", "Index Only Scan", "Sort", … */
  type: string;
  relation: string | null;
  alias: string | null;
  index: string | null;
  /** Planner's total cost. */
  cost: number;
  /** Rows the planner expected and rows that came, per loop. */
  plannedRows: number;
  actualRows: number | null;
  loops: number | null;
  /** Shared blocks hit + read, children included. */
  blocks: number;
  rowsRemoved: number;
  /** Conditions and keys worth showing: "Index Cond", "Filter", "Sort Key", … */
  details: Record<string, string>;
  /** "SubPlan 1", "InitPlan 1", "CTE recent" when the node is the top of one. */
  subplan: string | null;
  children: PlanNode[];
};

const rawNode = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  Alias: z.string().optional(),
  "Index Name": z.string().optional(),
  "Total Cost": z.number(),
  "Plan Rows": z.number(),
  "Actual Rows": z.number().optional(),
  "Actual Loops": z.number().optional(),
  "Shared Hit Blocks": z.number().default(0),
  "Shared Read Blocks": z.number().default(0),
  "Rows Removed by Filter": z.number().default(0),
  "Subplan Name": z.string().optional(),
  get Plans() {
    return z.array(rawNode).default([]);
  },
});
type RawNode = z.infer<typeof rawNode>;

const DETAILS = [
  "Index Cond",
  "Recheck Cond",
  "Filter",
  "Hash Cond",
  "Merge Cond",
  "Join Filter",
  "Join Type",
  "Sort Key",
  "Sort Method",
  "Presorted Key",
  "Group Key",
  "Strategy",
  "Operation",
  "CTE Name",
  "Function Name",
  "Scan Direction",
  "Heap Fetches",
];

const explained = z.looseObject({ Plan: rawNode });

/** Null when the value is not a plan. */
export function parsePlan(value: unknown): PlanNode | null {
  const parsed = explained.safeParse(value);
  return parsed.success ? toNode(parsed.data.Plan) : null;
}

/** The node and everything below it, top first. */
export function allNodes(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(allNodes)];
}

function toNode(raw: RawNode): PlanNode {
  return {
    type: raw["Node Type"],
    relation: raw["Relation Name"] ?? null,
    alias: raw.Alias ?? null,
    index: raw["Index Name"] ?? null,
    cost: raw["Total Cost"],
    plannedRows: raw["Plan Rows"],
    actualRows: raw["Actual Rows"] ?? null,
    loops: raw["Actual Loops"] ?? null,
    blocks: raw["Shared Hit Blocks"] + raw["Shared Read Blocks"],
    rowsRemoved: raw["Rows Removed by Filter"],
    details: detailsOf(raw),
    subplan: raw["Subplan Name"] ?? null,
    children: raw.Plans.map(toNode),
  };
}

function detailsOf(raw: RawNode): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of DETAILS) {
    const value = raw[name];
    if (value !== undefined) found[name] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return found;
}
