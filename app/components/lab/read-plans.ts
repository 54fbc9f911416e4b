import { formatPlan } from "#app/domain/exercise/plan-format.ts";
import { planOfResult } from "#app/domain/exercise/plan-text.ts";
import { parsePlan } from "#app/domain/exercise/plan-tree.ts";
import type { RunReport, ShownPlan } from "./run-report.ts";

// Loaded with the first plan: reading one needs more code than running a query.

/** The report of a plan that Explain asked for. */
export function explainedOf(json: unknown, statement: string): RunReport {
  const plan = parsePlan(json);
  const text = formatPlan(json);
  if (!plan || text === null)
    return { kind: "notice", tone: "warn", words: "PostgreSQL gave a plan this page cannot read." };
  return {
    kind: "explained",
    plan: { id: 0, statement, plan, text, json: JSON.stringify(json, null, 2) },
  };
}

/** The last plan among the results of a script, from an EXPLAIN the learner wrote. */
export function planIn(report: Extract<RunReport, { kind: "script" }>): ShownPlan | null {
  const { outcome, script } = report;
  if (outcome.kind !== "completed" && outcome.kind !== "failed") return null;
  for (const result of outcome.results.toReversed()) {
    const found = planOfResult(result);
    if (!found) continue;
    const source = script.slice(result.source.start, result.source.end).trim();
    const statement = source.replace(/^explain\s*(?:\([^)]*\)\s*|(?:analyze|verbose)\s+)*/i, "");
    return { ...found, id: 0, statement, json: found.text.startsWith("[") ? found.text : null };
  }
  return null;
}
