import type { RowsCheck } from "./checks.ts";
import { compareRows } from "./compare-rows.ts";
import {
  ask,
  EngineDied,
  type Evidence,
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
import { parsePlan } from "./plan-tree.ts";
import type { ResultSet, SqlSession } from "./ports.ts";
import { describeDifference } from "./rows-words.ts";
import { capitalised, count, list, quantity } from "./words.ts";

/** Largest result a grade reads; larger ones are a mistake in themselves. */
export const GRADED_ROWS = 50_000;

/** The result to compare, or why there is none. */
type Seen = ResultSet | string;

export const rowsGrader: Grader<RowsCheck, Seen> = {
  looksAt: inVariant,
  reference: "solution",
  async observe(check, run) {
    if (check.after !== undefined) return askLater(run, check.query, check.after);
    if (check.query !== undefined) return ask(run.session, check.query);
    return lastResult(run) ?? NO_ROWS;
  },
  judge: judgeRows,
};

const NO_ROWS = "the script returns no rows to compare. End it with the query the task asks for.";

/** Such a query takes seconds; asking it twice would use up the time that a grade has. */
const MAX_COST_AGAIN = 100_000;

/** What the query says in a new session once the data has moved on. */
async function askLater(run: Run, asked: string | undefined, after: string): Promise<Seen> {
  const { session } = run;
  const query = asked ?? lastQuery(run);
  if (query === null) return NO_ROWS;
  const cost = await estimatedCost(session, query);
  if (cost > MAX_COST_AGAIN) {
    return `the planner expects your query to cost ${count(cost)}; above ${count(MAX_COST_AGAIN)} it is not asked a second time.`;
  }
  await ask(session, "BEGIN");
  const moved = await ask(session, after);
  const answer = typeof moved === "string" ? moved : await ask(session, query);
  await ask(session, "ROLLBACK");
  return typeof answer === "string" ? `your query stops: ${answer}.` : answer;
}

/** 0 when there is no estimate: running the query then tells why. */
async function estimatedCost(session: SqlSession, query: string): Promise<number> {
  const outcome = await session.explain(query, { analyze: false });
  if (outcome.kind === "crashed") throw new EngineDied(outcome.reason);
  return outcome.kind === "explained" ? (parsePlan(outcome.plan)?.cost ?? 0) : 0;
}

function judgeRows(check: RowsCheck, evidence: readonly Evidence<Seen>[]): Judgement {
  const right: string[] = [];
  const later = check.after === undefined ? "" : "Asked again after the data has changed: ";
  for (const { situation, mine, reference } of evidence) {
    if (reference === null || typeof reference === "string" || reference.truncated) {
      return failed(
        `${where(situation)}the reference result cannot be used; please tell an instructor.`,
      );
    }
    if (typeof mine === "string") return failed(capitalised(where(situation) + later + mine));
    if (mine.truncated) {
      return failed(
        `${where(situation)}The result has more than ${count(GRADED_ROWS)} rows, which is where grading stops reading.`,
      );
    }
    const difference = compareRows(mine, reference, check);
    if (difference !== null) {
      const words = describeDifference(difference, check, situation.variant, mine.columns);
      return failed(capitalised(later + words));
    }
    right.push(
      situation.variant === "default"
        ? `${later}${quantity(mine.rows.length, "row")} as expected`
        : `the hidden data “${situation.variant}”`,
    );
  }
  const [first = "The rows are as expected", ...others] = right;
  return passed(
    others.length === 0
      ? `${capitalised(first)}.`
      : `${capitalised(first)}; also right on ${list(others)}.`,
  );
}
