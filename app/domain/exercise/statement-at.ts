/** A statement of a script: UTF-16 offsets, end exclusive, without the semicolon. */
export type StatementSpan = { start: number; end: number; text: string };

const token = /--[^\n]*|\/\*|\$(?:[A-Za-z_]\w*)?\$|'|"|;|[^-/$'";]+|[\s\S]/g;

/**
 * Splits a script at its semicolons, minding quotes, dollar quotes and comments. For the editor
 * only: what runs is split by PostgreSQL's own parser.
 */
export function splitStatements(script: string): StatementSpan[] {
  const spans: StatementSpan[] = [];
  let start = 0;
  const end = (at: number) => {
    const span = trimmed(script, start, at);
    if (span !== null) spans.push(span);
    start = at + 1;
  };
  token.lastIndex = 0;
  for (let match = token.exec(script); match !== null; match = token.exec(script)) {
    const [found] = match;
    if (found === ";") end(match.index);
    else if (found === "/*") token.lastIndex = commentEnd(script, match.index);
    else if (found === "'" || found === '"' || /^\$.*\$$/.test(found)) {
      const close = script.indexOf(found, match.index + found.length);
      token.lastIndex = close === -1 ? script.length : close + found.length;
    }
  }
  end(script.length);
  return spans;
}

/** Block comments of PostgreSQL nest. */
function commentEnd(script: string, from: number): number {
  let depth = 0;
  for (let at = from; at < script.length; at += 1) {
    const two = script.slice(at, at + 2);
    if (two === "/*") depth += 1;
    if (two === "*/") depth -= 1;
    if (two === "/*" || two === "*/") at += 1;
    if (depth === 0) return at + 1;
  }
  return script.length;
}

function trimmed(script: string, from: number, to: number): StatementSpan | null {
  const start = skipBlank(script, from);
  const text = script.slice(start, to).trimEnd();
  return start >= to || text === "" ? null : { start, end: start + text.length, text };
}

/** Past white space and comments. */
function skipBlank(script: string, from: number): number {
  const space = /\s*(?:--[^\n]*\s*)*/y;
  space.lastIndex = from;
  space.exec(script);
  const at = space.lastIndex;
  return script.startsWith("/*", at) ? skipBlank(script, commentEnd(script, at)) : at;
}

const explainable = /^\(*\s*(?:select|with|values|table|insert|update|delete|merge)\b/i;
const explain = /^explain\b\s*(?:\([^)]*\)\s*|(?:analyze|verbose)\b\s*)*/i;

/**
 * The statement Explain is about: the one at the caret if it can be explained, else the last one
 * that can. An EXPLAIN in front of it is taken off. Null when the script has none.
 */
export function statementToExplain(script: string, caret: number): StatementSpan | null {
  const bare = splitStatements(script).map((span) => {
    const prefix = (explain.exec(span.text)?.[0] ?? "").length;
    return { ...span, start: span.start + prefix, text: span.text.slice(prefix), from: span.start };
  });
  const able = bare.filter((span) => explainable.test(span.text));
  const found = able.findLast((span) => span.from <= caret && caret <= span.end + 1) ?? able.at(-1);
  return found ? { start: found.start, end: found.end, text: found.text } : null;
}
