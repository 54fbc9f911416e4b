import type { PlanNode } from "./plan-tree.ts";

/** Something about a node that a reader should not miss. */
export type PlanMark =
  | { kind: "costliest" }
  /** `times`: by how much the planner was off; `rows` came where `planned` were expected, per loop. */
  | { kind: "underestimate" | "overestimate"; times: number; planned: number; rows: number };

export type PlanRow = {
  /** Path of child positions, "0", "0.1", …: stable for one plan. */
  id: string;
  parent: string | null;
  depth: number;
  /** For each level above and its own: does a sibling follow? Enough to draw the lines of the tree. */
  more: readonly boolean[];
  node: PlanNode;
  label: string;
  /** Share of the whole plan's cost spent in this node itself, 0 to 1, children left out. */
  share: number;
  /** Shared blocks this node touched itself. */
  ownBlocks: number;
  /** Rows over all loops; null without ANALYZE. */
  totalRows: number | null;
  marks: readonly PlanMark[];
};

export type PlanReport = {
  /** Depth first, the way EXPLAIN prints. */
  rows: readonly PlanRow[];
  cost: number;
  blocks: number;
  /** False for EXPLAIN without ANALYZE: rows and blocks are then unknown. */
  analyzed: boolean;
};

const misestimateFactor = 10;
/** Being wrong about a handful of rows costs nothing. */
const fewRows = 20;

/** Everything the plan view shows, computed once. */
export function reportPlan(plan: PlanNode): PlanReport {
  const rows: Omit<PlanRow, "marks">[] = [];
  visit(plan, { parent: null, id: "0", more: [], effective: plan.cost }, plan.cost, rows);
  const costliest = rows.reduce((a, b) => (b.share > a.share ? b : a));
  const stopped = stoppedEarly(plan);
  return {
    rows: rows.map((row) => ({
      ...row,
      marks: [
        ...(row === costliest && rows.length > 1 ? [{ kind: "costliest" } as const] : []),
        ...misestimate(row.node, stopped.has(row.node)),
      ],
    })),
    cost: plan.cost,
    blocks: plan.blocks,
    analyzed: plan.actualRows !== null,
  };
}

type Place = { parent: string | null; id: string; more: readonly boolean[]; effective: number };

/**
 * A node's own cost is what its children do not account for. Children that ran in loops count as
 * often as they ran, and a Limit makes its child cheaper than the child's own figure says: shares
 * are scaled so that they always add up to the whole.
 */
function visit(node: PlanNode, place: Place, total: number, into: Omit<PlanRow, "marks">[]): void {
  const claims = node.children.map((child) => child.cost * (child.loops ?? 1));
  const claimed = claims.reduce((sum, claim) => sum + claim, 0);
  const scale = claimed > place.effective && claimed > 0 ? place.effective / claimed : 1;
  const own = Math.max(0, place.effective - claimed * scale);
  const below = node.children.reduce((sum, child) => sum + child.blocks, 0);
  into.push({
    id: place.id,
    parent: place.parent,
    depth: place.more.length,
    more: place.more,
    node,
    label: nodeLabel(node),
    share: total > 0 ? own / total : 0,
    ownBlocks: Math.max(0, node.blocks - below),
    totalRows: node.actualRows === null ? null : node.actualRows * (node.loops ?? 1),
  });
  for (const [index, child] of node.children.entries()) {
    const next = {
      parent: place.id,
      id: `${place.id}.${index}`,
      more: [...place.more, index < node.children.length - 1],
      effective: (claims[index] ?? 0) * scale,
    };
    visit(child, next, total, into);
  }
}

/** Nodes that a Limit or a semi-join may stop before the end: fewer rows than planned say nothing there. */
function stoppedEarly(plan: PlanNode): Set<PlanNode> {
  const found = new Set<PlanNode>();
  const walk = (node: PlanNode, stopped: boolean) => {
    if (stopped) found.add(node);
    for (const [index, child] of node.children.entries()) {
      const semi = /Semi|Anti/.test(node.details["Join Type"] ?? "") && index > 0;
      const merge = node.type === "Merge Join";
      walk(child, node.type === "Limit" || semi || merge || (stopped && !blocks(node)));
    }
  };
  walk(plan, false);
  return found;
}

/** Nodes that read all of their input before they give their first row. */
function blocks(node: PlanNode): boolean {
  return ["Sort", "Hash", "Aggregate", "WindowAgg", "Materialize", "SetOp"].includes(node.type);
}

function misestimate(node: PlanNode, stopped: boolean): PlanMark[] {
  const { plannedRows: planned, actualRows: rows, loops } = node;
  if (rows === null || loops === 0 || Math.max(planned, rows) < fewRows) return [];
  const over = Math.max(planned, 1) / Math.max(rows, 1);
  if (over >= misestimateFactor && !stopped && hasCondition(node))
    return [{ kind: "overestimate", times: Math.round(over), planned, rows }];
  if (1 / over >= misestimateFactor)
    return [{ kind: "underestimate", times: Math.round(1 / over), planned, rows }];
  return [];
}

/** A scan that takes every row can only give fewer because nobody asked for the rest. */
function hasCondition({ children, details }: PlanNode): boolean {
  return children.length > 0 || Object.keys(details).some((name) => /Filter|Cond/.test(name));
}

/** The name EXPLAIN's text form gives a node: "Hash Left Join", "HashAggregate". */
export function nodeLabel({ type, details }: PlanNode): string {
  const join = details["Join Type"];
  if (type === "ModifyTable") return details["Operation"] ?? type;
  if (join !== undefined && join !== "Inner") {
    return type.endsWith("Join") ? type.replace("Join", `${join} Join`) : `${type} ${join} Join`;
  }
  if (type === "Aggregate") {
    const prefix = { Sorted: "Group", Hashed: "Hash", Mixed: "Mixed" }[details["Strategy"] ?? ""];
    return prefix ? `${prefix}Aggregate` : type;
  }
  return details["Scan Direction"] === "Backward" ? `${type} Backward` : type;
}
