import type {
  Cell,
  ExplainOutcome,
  QueryOutcome,
  ResultSet,
  ScriptOutcome,
  SqlSession,
} from "#app/domain/exercise/ports.ts";
import type { Connection } from "./pglite-connection.ts";
import { clientCopyError, nulError, placed } from "./script-errors.ts";
import type { ScriptParser, ScriptStatement } from "./script-parser.ts";

const SHOWN_ROWS = 500;
const QUERY_ROWS = 100_000;
const MAX_NOTICES = 200;
const MAX_NOTICE_LENGTH = 2_000;
const ANALYZE = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ";
const ESTIMATE = "EXPLAIN (FORMAT JSON) ";

export type PgliteSessionParts = {
  connection: Connection;
  parser: ScriptParser;
  /** now() becomes the exercise's instant again. */
  rebaseClock(): void;
  release(): Promise<void>;
};

/** A session on one PGlite instance. Once the engine has died, every call answers `crashed`. */
export function createPgliteSession(parts: PgliteSessionParts): SqlSession {
  return {
    engine: "pglite",
    run: (script, limits) => runScript(parts, script, limits?.maxRows ?? SHOWN_ROWS),
    query: (sql, params = []) => runQuery(parts, sql, params),
    explain: (sql, options) => explainStatement(parts, sql, options?.analyze ?? true),
    async close() {
      parts.connection.end("the session is closed");
      await parts.release();
    },
  };
}

async function runScript(
  { connection, parser, rebaseClock }: PgliteSessionParts,
  script: string,
  maxRows: number,
): Promise<ScriptOutcome> {
  const started = performance.now();
  const ms = () => performance.now() - started;
  const results: ResultSet[] = [];
  const notices: string[] = [];
  const onNotice = (text: string) => {
    if (notices.length < MAX_NOTICES) notices.push(text.slice(0, MAX_NOTICE_LENGTH));
  };
  rebaseClock();
  const refused = nulError(script);
  if (refused !== null) return { kind: "failed", results, notices, error: refused, ms: ms() };

  // Text that does not parse is handed over whole, so that PostgreSQL says what is wrong and where.
  for (const part of parser.split(script) ?? [whole(script)]) {
    const text = script.slice(part.start, part.end);
    const refusal = clientCopyError(part);
    const reply =
      refusal === null
        ? await connection.send(text, { maxRows, onNotice })
        : ({ kind: "failed", error: refusal, status: connection.status() } as const);
    if (reply.kind === "dead") return { kind: "crashed", reason: reply.reason, ms: ms() };
    if (reply.kind === "failed") {
      if (connection.status() === "E") {
        await connection.send("ROLLBACK", { maxRows: 1 });
        onNotice("NOTICE: the open transaction was rolled back because a statement in it failed");
      }
      const error = placed(reply.error, text, part.start);
      return { kind: "failed", results, notices, error, ms: ms() };
    }
    if (reply.result !== null) {
      results.push({ ...reply.result, source: { start: part.start, end: part.end } });
    }
  }
  return { kind: "completed", results, notices, ms: ms() };
}

async function runQuery(
  { connection, rebaseClock }: PgliteSessionParts,
  sql: string,
  params: readonly Cell[],
): Promise<QueryOutcome> {
  if (connection.status() === "I") rebaseClock();
  const reply = await connection.send(sql, { params, maxRows: QUERY_ROWS });
  if (reply.kind === "dead") return { kind: "crashed", reason: reply.reason };
  if (reply.kind === "failed") {
    if (reply.status === "E") await connection.send("ROLLBACK", { maxRows: 1 });
    return { kind: "failed", error: placed(reply.error, sql, 0) };
  }
  const source = { start: 0, end: sql.length };
  const empty = { columns: [], rows: [], truncated: false, command: "", affected: null };
  return { kind: "completed", result: { ...(reply.result ?? empty), source } };
}

async function explainStatement(
  { connection, rebaseClock }: PgliteSessionParts,
  sql: string,
  analyze: boolean,
): Promise<ExplainOutcome> {
  rebaseClock();
  const nested = connection.status() === "T";
  const send = (text: string) => connection.send(text, { maxRows: SHOWN_ROWS });
  const prefix = analyze ? ANALYZE : ESTIMATE;
  await send(nested ? "SAVEPOINT planwise_explain" : "BEGIN");
  let reply = await send(prefix + sql);
  // The first run only warms the cache up; blocks are counted on the second.
  if (analyze && reply.kind === "completed") reply = await send(prefix + sql);
  if (reply.kind === "dead") return { kind: "crashed", reason: reply.reason };
  await send(nested ? "ROLLBACK TO SAVEPOINT planwise_explain" : "ROLLBACK");
  if (reply.kind === "failed") {
    return { kind: "failed", error: placed(reply.error, prefix + sql, -prefix.length) };
  }
  const json = reply.result?.rows.map((row) => row[0] ?? "").join("\n") ?? "";
  const plans: unknown = JSON.parse(json);
  return { kind: "explained", plan: Array.isArray(plans) ? plans[0] : plans };
}

function whole(script: string): ScriptStatement {
  return { start: 0, end: script.length, node: "", tree: null };
}
