import type { CheckSpec } from "./checks.ts";
import type { CallOutcome, QueryOutcome, ResultSet, SqlSession } from "./ports.ts";

/** One setting a submission is run in: a variant of the data and, for TypeScript, one input set. */
export type Situation = { variant: string; input: string | null };

/**
 * A submission that has run. The session is clean again: no open transaction, default settings,
 * nothing temporary left; only what was committed remains.
 */
export type Run = {
  session: SqlSession;
  /** The text that ran; empty when nothing did. */
  text: string;
  results: readonly ResultSet[];
  /** What the TypeScript call did; null for SQL. */
  call: CallOutcome | null;
};

/** What one check saw in one situation. `reference` is the same look at the reference run. */
export type Evidence<Seen> = { situation: Situation; mine: Seen; reference: Seen | null };

export type Judgement = { status: "passed" | "failed"; message: string };

/**
 * A grader looks first (`observe`, through the session) and decides later (`judge`, pure). What it
 * saw must be plain data: the reference's observations are kept between grades.
 */
export type Grader<Check extends CheckSpec, Seen> = {
  looksAt(check: Check, situation: Situation): boolean;
  /** Which run to compare with: the first solution's, a session in which nothing ran, or none. */
  reference: "solution" | "untouched" | "none";
  observe(check: Check, run: Run, reference: Seen | null): Promise<Seen>;
  judge(check: Check, evidence: readonly Evidence<Seen>[]): Judgement;
};

/** The grader without the type of what it sees, so that graders of all checks fit in one registry. */
export type AnyGrader<Check extends CheckSpec> = Grader<Check, unknown>;

export function sealed<Check extends CheckSpec, Seen>(
  grader: Grader<Check, Seen>,
): AnyGrader<Check> {
  return {
    ...grader,
    // What a grader is given was always seen by the same grader.
    observe: (check, run, reference) => grader.observe(check, run, reference as Seen | null),
    judge: (check, evidence) => grader.judge(check, evidence as Evidence<Seen>[]),
  };
}

/** The engine died while a check was reading; who is to blame is for the caller to find out. */
export class EngineDied extends Error {}

export async function ask(session: SqlSession, sql: string): Promise<ResultSet | string> {
  const outcome: QueryOutcome = await session.query(sql);
  switch (outcome.kind) {
    case "completed":
      return outcome.result;
    case "failed":
      return outcome.error.message;
    case "unsupported":
      return `this engine has no ${outcome.feature}`;
    case "crashed":
      throw new EngineDied(outcome.reason);
  }
}

/** The last statement that returned rows; null when none did. */
export function lastResult({ results }: Run): ResultSet | null {
  return results.findLast((result) => result.columns.length > 0) ?? null;
}

/** The text of that statement. */
export function lastQuery(run: Run): string | null {
  const last = lastResult(run);
  return last === null ? null : run.text.slice(last.source.start, last.source.end);
}

export function inVariant(check: { variants: readonly string[] }, situation: Situation): boolean {
  return check.variants.includes(situation.variant);
}

export function onDefault(situation: Situation): boolean {
  return situation.variant === "default";
}

/** Data or arguments that the learner never sees. */
export function isHidden({ variant, input }: Situation): boolean {
  return variant !== "default" || (input ?? "default") !== "default";
}

/** "On the hidden data “ties”: " for hidden variants, nothing for the data the learner sees. */
export function where(situation: Situation): string {
  return situation.variant === "default" ? "" : `On the hidden data “${situation.variant}”: `;
}

export const passed = (message: string): Judgement => ({ status: "passed", message });
export const failed = (message: string): Judgement => ({ status: "failed", message });
