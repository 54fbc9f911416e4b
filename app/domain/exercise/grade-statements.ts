import type { StatementsCheck } from "./checks.ts";
import { type Evidence, failed, type Grader, type Judgement, passed, where } from "./grader.ts";
import type { SentStatement } from "./ports.ts";
import { list, quantity } from "./words.ts";

type Seen = readonly SentStatement[];

/** Judges what learner TypeScript sent through the supabase client, in every call. */
export const statementsGrader: Grader<StatementsCheck, Seen> = {
  looksAt: (_check, situation) => situation.input !== null,
  reference: "solution",
  observe: (_check, { call }) => Promise.resolve(call?.kind === "returned" ? call.statements : []),
  judge: judgeStatements,
};

function judgeStatements(check: StatementsCheck, evidence: readonly Evidence<Seen>[]): Judgement {
  for (const { situation, mine } of evidence) {
    const problem = problemOf(check, mine);
    if (problem !== null) return failed(where(situation) + problem);
  }
  const growth = check.constant ? growthOf(evidence) : null;
  if (growth !== null) return failed(growth);
  const most = Math.max(0, ...evidence.map(({ mine }) => mine.length));
  return passed(`Your code sends ${quantity(most, "statement")}, whatever the data.`);
}

/** The first rule one call breaks, in words; null when it keeps them all. */
function problemOf(check: StatementsCheck, sent: Seen): string | null {
  return (
    (check.noOffset ? withOffset(sent) : null) ??
    (check.noStar ? everyColumn(sent) : null) ??
    tooMany(check, sent) ??
    unlimited(check, sent) ??
    foreignColumn(check, sent) ??
    tooManyRows(check, sent)
  );
}

function tooMany({ max }: StatementsCheck, sent: Seen): string | null {
  if (max === undefined || sent.length <= max) return null;
  return `Your code sent ${quantity(sent.length, "statement")} in one call; ${max} ${max === 1 ? "is" : "are"} enough.${repetition(sent)}`;
}

/** Calls that differ in how much they read must not differ in how often they ask. */
function growthOf(evidence: readonly Evidence<Seen>[]): string | null {
  const calls = evidence
    .map(({ situation, mine, reference }) => ({ situation, mine, size: rowsOf(reference ?? []) }))
    // Code may well stop early when there is nothing to read.
    .filter(({ size }) => size > 0);
  for (const large of calls) {
    for (const small of calls) {
      if (small.size >= large.size || small.mine.length >= large.mine.length) continue;
      return `${where(large.situation)}Your code sent ${quantity(small.mine.length, "statement")} for a small input and ${large.mine.length} for a larger one: the number grows with the data.${repetition(large.mine)}`;
    }
  }
  return null;
}

/** Names the statement that comes again and again, whatever its parameters. */
function repetition(sent: Seen): string {
  const times = new Map<string, number>();
  for (const statement of sent) {
    const shape = shapeOf(statement);
    times.set(shape, (times.get(shape) ?? 0) + 1);
  }
  for (const [shape, count] of times) {
    if (count > 1) return ` The first repeated one is \`${shape}\` (${count} times).`;
  }
  return "";
}

/** A statement as quoted in a message: whole when it is short. */
function quoted({ sql }: SentStatement): string {
  return sql.length > 300 ? `\`${sql.slice(0, 300)}…\`` : `\`${sql}\``;
}

function shapeOf(statement: SentStatement): string {
  return statement.sql.replace(/\b(limit|offset) \d+/g, "$1 …");
}

function everyColumn(sent: Seen): string | null {
  const star = sent.find((statement) => statement.star);
  if (star === undefined) return null;
  return `Your code asks for every column: ${quoted(star)}. Name the columns you return, so that nothing else is read and sent.`;
}

function withOffset(sent: Seen): string | null {
  const skipping = sent.find((statement) => (statement.offset ?? 0) > 0);
  if (skipping === undefined) return null;
  return `${quoted(skipping)} skips ${quantity(skipping.offset ?? 0, "row")} with OFFSET: the database still reads every one of them. Start after the last row of the page before.`;
}

function unlimited({ maxLimit }: StatementsCheck, sent: Seen): string | null {
  if (maxLimit === undefined) return null;
  for (const statement of sent) {
    const { kind, limit, columns } = statement;
    if (kind !== "select" || columns.length === 0) continue;
    if (limit === null) {
      return `${quoted(statement)} has no limit: it reads as many rows as there are. Ask for ${maxLimit} at most.`;
    }
    if (limit > maxLimit) {
      return `${quoted(statement)} asks for up to ${quantity(limit, "row")}; ${maxLimit} are enough.`;
    }
  }
  return null;
}

/** Columns are bare for the statement's own table and `table.column` for embedded ones. */
function foreignColumn({ columns: allowed }: StatementsCheck, sent: Seen): string | null {
  for (const { table, columns } of allowed === undefined ? [] : sent) {
    for (const column of columns) {
      const [owner, name] = column.includes(".") ? column.split(".") : [table ?? "", column];
      const known = allowed?.[owner ?? ""];
      if (known === undefined || known.includes(name ?? "")) continue;
      return `Your code reads ${owner}.${name}, which the task does not need. Needed of ${owner}: ${list(known)}.`;
    }
  }
  return null;
}

function tooManyRows({ maxRows }: StatementsCheck, sent: Seen): string | null {
  const rows = rowsOf(sent);
  if (maxRows === undefined || rows <= maxRows) return null;
  return `Your code fetched ${quantity(rows, "row")} in one call; ${maxRows} are enough. Let the database filter and limit, so that only rows you return travel.`;
}

function rowsOf(sent: Seen): number {
  return sent.reduce((sum, statement) => sum + statement.rows, 0);
}
