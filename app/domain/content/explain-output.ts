import { planNodeTypes } from "../exercise/plan-node-types.ts";
import type { ResultSet } from "../exercise/ports.ts";

/** What a block's EXPLAIN printed: names of its nodes, and the shared blocks of the top node. */
export type ExplainOutput = { nodes: ReadonlyArray<ReadonlySet<string>>; blocks: number };

/** Reads a result whose only column is QUERY PLAN, as text or as JSON; null for other results. */
export function readExplain(result: ResultSet): ExplainOutput | null {
  if (result.columns.length !== 1 || result.columns[0]?.name !== "QUERY PLAN") return null;
  const lines = result.rows.map((row) => row[0] ?? "");
  const text = lines.join("\n");
  return text.trimStart().startsWith("[") ? readJson(text) : readText(text.split("\n"));
}

function readText(lines: readonly string[]): ExplainOutput {
  const nodes = lines.flatMap((line, index) => {
    const label = /^\s*->\s+(.*)$/.exec(line)?.[1] ?? (index === 0 ? line : null);
    return label === null ? [] : [namesOfLabel(label)];
  });
  const end = lines.findIndex(
    (line, index) => index > 0 && /^\s*->|^\s*(?:InitPlan|SubPlan|CTE)\b|^Planning/.test(line),
  );
  const top = lines.slice(0, end === -1 ? lines.length : end);
  const buffers = top.find((line) => /^\s*Buffers: .*shared/.test(line)) ?? "";
  const shared = /shared((?: \w+=\d+)+)/.exec(buffers)?.[1] ?? "";
  const blocks = [...shared.matchAll(/(?:hit|read)=(\d+)/g)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );
  return { nodes, blocks };
}

/** Label "Parallel Index Scan Backward using i on t" answers to its full and its plain names. */
function namesOfLabel(label: string): Set<string> {
  const name = label
    .replace(/\s*\(cost=.*$|\s*\(actual .*$|\s*\(never executed\).*$/, "")
    .replace(/ (?:using|on) .*$/, "")
    .trim();
  return nameForms(name);
}

function nameForms(name: string): Set<string> {
  const plain = name
    .replace(/^(?:Parallel|Partial|Finalize) /, "")
    .replace(/ Backward$/, "")
    .replace(/ (?:Left|Right|Full|Semi|Anti|Right Semi|Right Anti)(?= Join$)/, "")
    .replace(/^Nested Loop Join$/, "Nested Loop");
  const forms = new Set([name, plain, plain.replace(/^Parallel /, "")]);
  if (/^(?:Hash|Group|Mixed)Aggregate$/.test(plain)) forms.add("Aggregate");
  return forms;
}

const spelt: ReadonlySet<string> = new Set<string>([
  ...planNodeTypes,
  "HashAggregate",
  "GroupAggregate",
  "MixedAggregate",
  // Text plans name what ModifyTable does and not itself.
  "Insert",
  "Update",
  "Delete",
  "Merge",
]);

/** Whether a plan, as text or as JSON, can have a node of this name. */
export function isPlanNodeName(name: string): boolean {
  return [...nameForms(name)].some((form) => spelt.has(form));
}

type JsonNode = Record<string, unknown> & { Plans?: JsonNode[] };

function readJson(text: string): ExplainOutput | null {
  const parsed = JSON.parse(text) as Array<{ Plan?: JsonNode }>;
  const top = parsed[0]?.Plan;
  if (!top) return null;
  const blocks = Number(top["Shared Hit Blocks"] ?? 0) + Number(top["Shared Read Blocks"] ?? 0);
  return { nodes: [...eachNode(top)].map(namesOfJson), blocks };
}

function* eachNode(node: JsonNode): Generator<JsonNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* eachNode(child);
}

function namesOfJson(node: JsonNode): Set<string> {
  const type = String(node["Node Type"]);
  const forms = nameForms(type);
  if (type === "Aggregate") {
    if (node["Strategy"] === "Hashed") forms.add("HashAggregate");
    if (node["Strategy"] === "Sorted") forms.add("GroupAggregate");
  }
  return forms;
}
