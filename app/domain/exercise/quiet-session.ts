import type { SqlError, SqlSession } from "./ports.ts";

/** Errors whose text is PostgreSQL's alone and always the same: it cannot carry a row. */
const HARMLESS = new Set([
  "division by zero",
  "more than one row returned by a subquery used as an expression",
  "numeric field overflow",
  "integer out of range",
  "bigint out of range",
  "cannot take logarithm of zero",
  "cannot take square root of a negative number",
]);

/**
 * A session on hidden data: what goes wrong there is told by its place and code. An error's text can
 * be written by the script itself, with any row in it.
 */
export function quietSession(session: SqlSession): SqlSession {
  return {
    ...session,
    async run(script, limits) {
      const outcome = await session.run(script, limits);
      if (outcome.kind !== "failed") return { ...outcome, notices: [] };
      return { ...outcome, notices: [], error: quiet(outcome.error) };
    },
    async query(sql, params) {
      const outcome = await session.query(sql, params);
      return outcome.kind === "failed" ? { ...outcome, error: quiet(outcome.error) } : outcome;
    },
    async explain(sql, options) {
      const outcome = await session.explain(sql, options);
      return outcome.kind === "failed" ? { ...outcome, error: quiet(outcome.error) } : outcome;
    },
  };
}

export const HIDDEN_TEXT = "its text is not shown, because it could show hidden data";

function quiet(error: SqlError): SqlError {
  const message = HARMLESS.has(error.message)
    ? error.message
    : `error ${error.code ?? "without a code"}; ${HIDDEN_TEXT}`;
  return { ...error, message, hint: null, detail: null };
}
