import { z } from "zod";
import { nodeLabel } from "./plan-report.ts";
import { parsePlan, type PlanNode } from "./plan-tree.ts";

type Raw = Record<string, unknown> & { Plans?: Raw[] };
const explained = z.looseObject({ Plan: z.custom<Raw>((value) => typeof value === "object") });

/** EXPLAIN's JSON as the text form PostgreSQL would print; null when it is no plan. */
export function formatPlan(value: unknown): string | null {
  const raw = explained.safeParse(value).data?.Plan;
  const node = parsePlan(value);
  if (!raw || !node) return null;
  const lines: string[] = [];
  print(raw, node, 0, lines);
  return lines.join("\n");
}

/** Shown in the first line of a node, or of no use to a reader. */
const headline = new Set([
  ..."Node Type,Parent Relationship,Parallel Aware,Async Capable,Join Type,Scan Direction".split(
    ",",
  ),
  ..."Index Name,Relation Name,Alias,Startup Cost,Total Cost,Plan Rows,Plan Width".split(","),
  ..."Actual Rows,Actual Loops,Actual Startup Time,Actual Total Time,Plans,Subplan Name".split(","),
  ..."CTE Name,Function Name,Operation,Strategy,Partial Mode,Disabled,Inner Unique,Single Copy".split(
    ",",
  ),
]);
const blockCount = /^(Shared|Local|Temp) (Hit|Read|Dirtied|Written) Blocks$/;

function print(raw: Raw, node: PlanNode, indent: number, lines: string[]): void {
  const pad = " ".repeat(indent);
  const below = node.subplan === null ? pad : `${pad}  `;
  if (node.subplan !== null) lines.push(`${pad}${node.subplan}`);
  const lead = indent === 0 ? "" : `${below}->  `;
  lines.push(`${lead}${title(raw, node)}`);
  const inner = lead.length + 2;
  for (const detail of detailsOf(raw)) lines.push(" ".repeat(inner) + detail);
  const buffers = buffersOf(raw);
  if (buffers !== "") lines.push(`${" ".repeat(inner)}Buffers: ${buffers}`);
  for (const [index, child] of (raw.Plans ?? []).entries()) {
    const parsed = node.children[index];
    if (parsed) print(child, parsed, inner, lines);
  }
}

/** Figures that the text form joins on one line, by the first of them. */
const joined: Record<string, (raw: Raw) => string> = {
  "Sort Method": (raw) =>
    `Sort Method: ${String(raw["Sort Method"])}  ${String(raw["Sort Space Type"])}: ${String(raw["Sort Space Used"])}kB`,
  "Hash Buckets": (raw) =>
    `Buckets: ${String(raw["Hash Buckets"])}  Batches: ${String(raw["Hash Batches"])}  Memory Usage: ${String(raw["Peak Memory Usage"])}kB`,
  "HashAgg Batches": (raw) =>
    `Batches: ${String(raw["HashAgg Batches"])}  Memory Usage: ${String(raw["Peak Memory Usage"])}kB`,
  "Exact Heap Blocks": (raw) => {
    const lossy = Number(raw["Lossy Heap Blocks"] ?? 0);
    const parts = [`exact=${String(raw["Exact Heap Blocks"])}`, lossy > 0 ? `lossy=${lossy}` : ""];
    return `Heap Blocks: ${parts.filter(Boolean).join(" ")}`;
  },
  Storage: (raw) =>
    `Storage: ${String(raw["Storage"])}  Maximum Storage: ${String(raw["Maximum Storage"])}kB`,
};
const partOfJoined = new Set([
  ..."Sort Space Used,Sort Space Type,Hash Batches,Original Hash Buckets".split(","),
  ..."Original Hash Batches,Lossy Heap Blocks,Peak Memory Usage,Maximum Storage,Planned Partitions".split(
    ",",
  ),
]);

/** Nothing is worth knowing here: an index-only scan that never went to the table. */
const alwaysTold = new Set(["Heap Fetches", "Index Searches"]);

function detailsOf(raw: Raw): string[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    if (headline.has(name) || partOfJoined.has(name) || blockCount.test(name)) return [];
    if (value === false || (value === 0 && !alwaysTold.has(name))) return [];
    if (typeof value === "object" && !Array.isArray(value)) return [];
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    return [joined[name]?.(raw) ?? `${name}: ${text}`];
  });
}

function title(raw: Raw, node: PlanNode): string {
  const using = node.index === null ? "" : ` using ${node.index}`;
  const read = node.relation ?? node.details["CTE Name"] ?? node.details["Function Name"];
  const on = read === undefined ? "" : ` on ${read}`;
  const bitmap = node.type === "Bitmap Index Scan";
  const alias = node.alias !== null && node.alias !== read ? ` ${node.alias}` : "";
  const names = bitmap ? ` on ${node.index ?? ""}` : `${using}${on}${on === "" ? "" : alias}`;
  const cost = `cost=${fixed(raw["Startup Cost"])}..${fixed(node.cost)} rows=${node.plannedRows} width=${String(raw["Plan Width"] ?? 0)}`;
  const actual =
    node.actualRows === null
      ? ""
      : node.loops === 0
        ? " (never executed)"
        : ` (actual rows=${fixed(node.actualRows)} loops=${node.loops ?? 1})`;
  return `${nodeLabel(node)}${names}  (${cost})${actual}`;
}

function buffersOf(raw: Raw): string {
  return ["Shared", "Local", "Temp"]
    .map((kind) => {
      const counts = ["Hit", "Read", "Dirtied", "Written"].flatMap((what) => {
        const count = Number(raw[`${kind} ${what} Blocks`] ?? 0);
        return count > 0 ? [`${what.toLowerCase()}=${count}`] : [];
      });
      return counts.length > 0 ? `${kind.toLowerCase()} ${counts.join(" ")}` : "";
    })
    .filter(Boolean)
    .join(", ");
}

function fixed(value: unknown): string {
  return Number(value ?? 0).toFixed(2);
}
