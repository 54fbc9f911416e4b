import type { PlanCheck } from "./checks.ts";
import { compareRows } from "./compare-rows.ts";
import {
  type Evidence,
  ask,
  EngineDied,
  failed,
  type Grader,
  inVariant,
  type Judgement,
  lastQuery,
  lastResult,
  passed,
  type Run,
  where,
} from "./grader.ts";
import { blocksFetched, plannerSettings, statisticsDigest } from "./integrity.ts";
import { allNodes, parsePlan, type PlanNode } from "./plan-tree.ts";
import type { ResultSet, SqlSession } from "./ports.ts";
import { capitalised, count, quantity } from "./words.ts";

type Seen = {
  /** The plan, or why there is none. */
  plan: PlanNode | string;
  /** The planner's settings in a clean session, and a digest of its statistics. */
  settings: string;
  statistics: string;
};

type Pattern = PlanCheck["require"][number];

export const planGrader: Grader<PlanCheck, Seen> = {
  looksAt: inVariant,
  // Nothing ran in the reference: it only tells what the planner's settings were.
  reference: "untouched",
  observe,
  judge: judgePlans,
};

async function observe(check: PlanCheck, run: Run, untouched: Seen | null): Promise<Seen> {
  const { session, text } = run;
  const measure = {
    settings: await plannerSettings(session),
    statistics: await statisticsDigest(session),
  };
  if (text === "") return { plan: "nothing ran", ...measure };
  const query = check.query ?? lastQuery(run);
  if (query === null) {
    return {
      plan: "the script has no query to look at. End it with the query itself.",
      ...measure,
    };
  }
  // Judged as after autovacuum: fresh statistics, whatever the script did to the old ones.
  if (measure.statistics !== untouched?.statistics) {
    const analyzed = await ask(session, "ANALYZE");
    if (typeof analyzed === "string") {
      return { plan: `the statistics cannot be refreshed: ${analyzed}.`, ...measure };
    }
  }
  const plan = await planOf(check, session, query);
  const limit = check.query === undefined ? check.maxBlocks : undefined;
  if (limit === undefined || typeof plan === "string" || planProblems(check, plan).length > 0) {
    return { plan, ...measure };
  }
  const staged = await stagedFor(session, query, lastResult(run), limit);
  return { plan: staged ?? plan, ...measure };
}

/**
 * A query can tell that it is explained, or that it has run before. So it runs once more by itself:
 * with the rows it gave in the script, and within the limit by PostgreSQL's own counters.
 */
async function stagedFor(
  session: SqlSession,
  query: string,
  before: ResultSet | null,
  maxBlocks: number,
): Promise<string | null> {
  await ask(session, "BEGIN");
  const start = await blocksFetched(session);
  const again = await ask(session, query);
  const blocks = (await blocksFetched(session)) - start;
  await ask(session, "ROLLBACK");
  if (typeof again === "string") return `run once more in a new session the query stops: ${again}.`;
  const rules = { order: "any", names: "exact", tolerance: 1e-9, keys: [] } as const;
  if (before !== null && compareRows(again, before, rules) !== null) {
    return "run once more in a new session the query returns other rows than in your script.";
  }
  return blocks <= maxBlocks
    ? null
    : `the query touches ${quantity(blocks, "block")} when it is run without EXPLAIN, the limit is ${count(maxBlocks)}.`;
}

/** A plan that fails by its estimate alone is not run: it may be one that takes minutes. */
async function planOf(
  check: PlanCheck,
  session: SqlSession,
  query: string,
): Promise<PlanNode | string> {
  const estimate = await explain(session, query, false);
  if (typeof estimate === "string" || planProblems(check, estimate).length > 0) return estimate;
  return check.maxBlocks === undefined ? estimate : explain(session, query, true);
}

async function explain(
  session: SqlSession,
  query: string,
  analyze: boolean,
): Promise<PlanNode | string> {
  const outcome = await session.explain(query, { analyze });
  switch (outcome.kind) {
    case "explained":
      return parsePlan(outcome.plan) ?? "PostgreSQL shows no plan for this statement.";
    case "failed":
      return `the query cannot be explained in a new session: ${outcome.error.message}. It must not depend on temporary tables or settings, and must not begin with EXPLAIN.`;
    case "unsupported":
      return `plans need the full PostgreSQL engine (${outcome.feature}).`;
    case "crashed":
      throw new EngineDied(outcome.reason);
  }
}

function judgePlans(check: PlanCheck, evidence: readonly Evidence<Seen>[]): Judgement {
  const summaries: string[] = [];
  for (const one of evidence) {
    const { situation, mine, reference } = one;
    if (reference !== null && mine.settings !== reference.settings) {
      return failed(
        `${where(situation)}Your script changes how the planner counts costs. Improve the query or its indexes, not the measure.`,
      );
    }
    if (typeof mine.plan === "string") return failed(capitalised(where(situation) + mine.plan));
    const problems = planProblems(check, mine.plan);
    if (problems.length > 0) return failed(where(situation) + problems.join(" "));
    if (situation.variant === "default") summaries.push(summary(check, mine.plan));
  }
  return passed(summaries[0] ?? "The plan is as required.");
}

function planProblems(check: PlanCheck, top: PlanNode): string[] {
  const nodes = allNodes(top);
  const problems: string[] = [];
  for (const pattern of check.forbid) {
    const found = nodes.find((node) => matches(node, pattern));
    if (found !== undefined) {
      problems.push(
        `The plan has ${withArticle(named(found))} (cost ${count(found.cost)}${ran(found)}), which this task asks you to avoid.`,
      );
    }
  }
  for (const pattern of check.require) {
    if (nodes.some((node) => matches(node, pattern))) continue;
    const instead = nodes.find((node) => pattern.on !== undefined && node.relation === pattern.on);
    const seen = instead === undefined ? "" : ` It has ${withArticle(named(instead))} instead.`;
    problems.push(`The plan has no ${wanted(pattern)}.${seen}`);
  }
  if (check.maxCost !== undefined && top.cost > check.maxCost) {
    problems.push(
      `The planner's total cost is ${count(top.cost)}, the limit is ${count(check.maxCost)}.${dearest(nodes)}`,
    );
  }
  if (check.maxBlocks !== undefined && top.blocks > check.maxBlocks) {
    problems.push(
      `The query touches ${quantity(top.blocks, "block")}, the limit is ${count(check.maxBlocks)}.`,
    );
  }
  return problems;
}

function matches(node: PlanNode, pattern: Pattern): boolean {
  return (
    node.type === pattern.node &&
    (pattern.on === undefined || node.relation === pattern.on) &&
    (pattern.index === undefined || node.index === pattern.index)
  );
}

/** The node that costs most by itself, which is where to look first. */
function dearest(nodes: readonly PlanNode[]): string {
  const top = nodes.reduce<PlanNode | null>(
    (best, node) => (best === null || ownCost(node) > ownCost(best) ? node : best),
    null,
  );
  return top === null ? "" : ` Most of it is in the ${named(top)}.`;
}

function ownCost(node: PlanNode): number {
  return node.cost - node.children.reduce((sum, child) => sum + child.cost, 0);
}

function summary(check: PlanCheck, top: PlanNode): string {
  return `Total cost ${count(top.cost)}${limit(check.maxCost)}${ran(top)}${limit(check.maxBlocks)}.`;
}

/** Blocks are known only of plans that were run. */
function ran(node: PlanNode): string {
  return node.loops === null ? "" : `, ${quantity(node.blocks, "block")}`;
}

function limit(value: number | undefined): string {
  return value === undefined ? "" : ` (limit ${count(value)})`;
}

function named(node: PlanNode): string {
  const using = node.index === null ? "" : ` using ${node.index}`;
  const on = node.relation === null ? "" : ` on ${node.relation}`;
  return `${node.type}${using}${on}`;
}

function wanted(pattern: Pattern): string {
  const using = pattern.index === undefined ? "" : ` using ${pattern.index}`;
  const on = pattern.on === undefined ? "" : ` on ${pattern.on}`;
  return `${pattern.node}${using}${on}`;
}

function withArticle(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? "an" : "a"} ${noun}`;
}
