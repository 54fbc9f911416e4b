import type { PlanNode } from "./plan-tree.ts";
import { parsePlan } from "./plan-tree.ts";
import type { ResultSet } from "./ports.ts";

/** A plan found in a result, with the text to show beside it. */
export type FoundPlan = { plan: PlanNode; text: string };

/** What EXPLAIN printed, in its text or JSON form; null for any other result, or another format. */
export function planOfResult(result: Pick<ResultSet, "columns" | "rows">): FoundPlan | null {
  if (result.columns.length !== 1 || result.columns[0]?.name !== "QUERY PLAN") return null;
  const text = result.rows.map((row) => row[0] ?? "").join("\n");
  const plan = text.trimStart().startsWith("[") ? fromJson(text) : parsePlanText(text);
  return plan === null ? null : { plan, text };
}

function fromJson(text: string): PlanNode | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsePlan(Array.isArray(parsed) ? parsed[0] : parsed);
  } catch {
    return null;
  }
}

const nodeLine =
  /^(?<indent>\s*)(?<arrow>->\s+)?(?<name>\S.*?)\s+\(cost=(?<start>[\d.]+)\.\.(?<cost>[\d.]+) rows=(?<rows>\d+) width=\d+\)(?<rest>.*)$/;
const subplanLine = /^\s*(?<name>(?:InitPlan|SubPlan|CTE)\b.*)$/;

/** Reads the text form of EXPLAIN, ANALYZE and BUFFERS included. Null when it is none. */
export function parsePlanText(text: string): PlanNode | null {
  const stack: { indent: number; node: PlanNode }[] = [];
  let top: PlanNode | null = null;
  let subplan: string | null = null;
  for (const line of text.split("\n")) {
    const match = nodeLine.exec(line)?.groups;
    if (match) {
      const indent = (match["indent"] ?? "").length;
      const node = asNode(match, subplan);
      subplan = null;
      if (top === null) top = node;
      else {
        while (stack.length > 1 && (stack.at(-1)?.indent ?? 0) >= indent) stack.pop();
        stack.at(-1)?.node.children.push(node);
      }
      stack.push({ indent: top === node ? -1 : indent, node });
      continue;
    }
    if (top === null) return null;
    if (/^(?:Planning|Execution|JIT|Settings)/.test(line)) break;
    const named = subplanLine.exec(line)?.groups?.["name"];
    if (named !== undefined && !line.includes(": ")) subplan = named;
    else addDetail(stack, line);
  }
  return top;
}

function asNode(match: Record<string, string | undefined>, subplan: string | null): PlanNode {
  const rest = match["rest"] ?? "";
  const actual = /actual (?:time=\S+ )?rows=([\d.]+) loops=(\d+)/.exec(rest);
  const never = rest.includes("never executed");
  const { type, relation, alias, index, details } = namesOf(match["name"] ?? "");
  return {
    type,
    relation,
    alias,
    index,
    cost: Number(match["cost"]),
    plannedRows: Number(match["rows"]),
    actualRows: actual ? Number(actual[1]) : never ? 0 : null,
    loops: actual ? Number(actual[2]) : never ? 0 : null,
    blocks: 0,
    rowsRemoved: 0,
    details,
    subplan,
    children: [],
  };
}

const scanNames =
  /^(?<type>.*?)(?: using (?<index>\S+))?(?: on (?<relation>\S+)(?: (?<alias>\S+))?)?$/;

/** "Index Scan Backward using i on t a" and its kin, taken apart into EXPLAIN's JSON terms. */
function namesOf(name: string) {
  const found = scanNames.exec(name)?.groups ?? {};
  const details: Record<string, string> = {};
  let type = (found["type"] ?? name).replace(/^(?:Parallel|Partial|Finalize) /, "");
  if (type.endsWith(" Backward")) {
    details["Scan Direction"] = "Backward";
    type = type.slice(0, -" Backward".length);
  }
  const join =
    /^(Hash|Merge|Nested Loop) (Left|Right|Full|Semi|Anti|Right Semi|Right Anti) Join$/.exec(type);
  if (join) {
    details["Join Type"] = join[2] ?? "";
    type = join[1] === "Nested Loop" ? "Nested Loop" : `${join[1]} Join`;
  }
  const aggregate = /^(Hash|Group|Mixed)Aggregate$/.exec(type)?.[1];
  if (aggregate) {
    details["Strategy"] = { Hash: "Hashed", Group: "Sorted" }[aggregate] ?? "Mixed";
    type = "Aggregate";
  }
  if (/^(?:Insert|Update|Delete|Merge)$/.test(type)) {
    details["Operation"] = type;
    type = "ModifyTable";
  }
  const bitmap = type === "Bitmap Index Scan";
  const virtual = { "CTE Scan": "CTE Name", "Function Scan": "Function Name" }[type];
  if (virtual) details[virtual] = found["relation"] ?? "";
  return {
    type,
    relation: bitmap || virtual ? null : (found["relation"] ?? null),
    // JSON names an alias always, the text form only where it differs.
    alias: bitmap ? null : (found["alias"] ?? found["relation"] ?? null),
    index: found["index"] ?? (bitmap ? (found["relation"] ?? null) : null),
    details,
  };
}

function addDetail(stack: { indent: number; node: PlanNode }[], line: string): void {
  const match = /^(\s*)([A-Z][A-Za-z ]+): (.*)$/.exec(line);
  if (!match) return;
  const [, space = "", name = "", value = ""] = match;
  const owner = stack.findLast((one) => one.indent < space.length)?.node;
  if (!owner) return;
  if (name === "Buffers") {
    const shared = /shared((?: \w+=\d+)+)/.exec(value)?.[1] ?? "";
    for (const [, count] of shared.matchAll(/(?:hit|read)=(\d+)/g)) owner.blocks += Number(count);
  } else if (name === "Rows Removed by Filter") owner.rowsRemoved = Number(value);
  else owner.details[name] = value;
}
