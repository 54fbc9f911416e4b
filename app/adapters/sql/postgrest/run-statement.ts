import type { Cell, SentStatement, SqlSession } from "#app/domain/exercise/ports.ts";
import type { Read } from "./build-read.ts";
import { fromSqlError, RestError, unsupported } from "./errors.ts";
import { EngineCrashed } from "./http.ts";
import { countRows, type Produced } from "./shape-response.ts";

/** Supabase's default for the most rows one request returns; more are cut off without a word. */
export const maxRows = 1_000;

/** What is known of a statement before it runs. */
export type Draft = Omit<SentStatement, "rows">;

type Sent = (statement: SentStatement) => void;

/** Runs one statement and reports it, failed or not: it reached the database either way. */
export async function sendStatement(
  session: SqlSession,
  sent: Sent,
  draft: Draft,
  sql: string,
  params: readonly Cell[],
  read: Pick<Read, "embeds"> | null,
): Promise<Produced> {
  const outcome = await session.query(sql, params);
  if (outcome.kind === "completed") {
    const [cells = []] = outcome.result.rows;
    const produced = read === null ? affected(outcome.result.affected) : jsonRows(cells);
    sent({ ...draft, rows: read === null ? 0 : countRows(produced.body, read.embeds) });
    return produced;
  }
  if (outcome.kind === "crashed") throw new EngineCrashed(outcome.reason);
  sent({ ...draft, rows: 0 });
  if (outcome.kind === "failed") throw fromSqlError(outcome.error);
  throw unsupported(outcome.feature, "Use PGlite for this exercise.");
}

function affected(rows: number | null): Produced {
  return { body: "", rows: rows ?? 0, total: null };
}

function jsonRows([body, rows, total]: readonly Cell[]): Produced {
  return {
    body: body ?? "[]",
    rows: Number(rows ?? 0),
    total: total === null || total === undefined ? null : Number(total),
  };
}

/** The rows of `inner` as one JSON array, with their number and, when asked for, the number in all. */
export function asJson(inner: string, countSql: string | null, prefix = ""): string {
  const total = countSql === null ? "null" : `(${countSql})`;
  return `${prefix}select coalesce(json_agg(row_to_json(page)), '[]')::text, count(*), ${total} from (select * from (${inner}) every_row limit ${maxRows}) page`;
}

/**
 * A write whose answer may be refused (single() with another number of rows) runs in a transaction,
 * so that nothing stays of it.
 */
export async function orRollBack<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await command(session, "begin");
  try {
    const result = await work();
    await command(session, "commit");
    return result;
  } catch (error) {
    if (error instanceof RestError) await command(session, "rollback");
    throw error;
  }
}

async function command(session: SqlSession, sql: string): Promise<void> {
  const outcome = await session.query(sql);
  if (outcome.kind !== "completed") throw new EngineCrashed(`${sql} failed`);
}
