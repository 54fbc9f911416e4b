import type { IMemoryDb } from "pg-mem";
import type { Expr, Statement } from "pgsql-ast-parser";
import type {
  Dataset,
  ResultSet,
  ScriptOutcome,
  SqlEngine,
  SqlSession,
} from "#app/domain/exercise/ports.ts";
import { Unsupported } from "./pg-mem-scope.ts";
import { isNow, type OutputColumn, supportedSelect } from "./pg-mem-support.ts";
import { cellText, valueOf } from "./pg-mem-text.ts";
import type { TableExport } from "./table-export.ts";

const SHOWN_ROWS = 500;

export type PgMemParts = {
  /** The data as PostgreSQL holds it; pg-mem never runs a seed. */
  tables(name: string, variant: string): Promise<readonly TableExport[]>;
};

/**
 * The small engine that starts at once. It only reads, and only where it is known to answer as
 * PostgreSQL does; everything else is `unsupported`, with the name of what it lacks.
 */
export function createPgMemEngine(parts: PgMemParts): SqlEngine {
  return {
    name: "pg-mem",
    async open(dataset) {
      const [{ newDb }, { astMapper, parse }, tables] = await Promise.all([
        import("pg-mem"),
        import("pgsql-ast-parser"),
        parts.tables(dataset.name, dataset.variant),
      ]);
      const db = newDb({ noErrorDiagnostic: true });
      for (const table of tables) loadTable(db, table);
      const clock = dataset.clock;
      // now() must be the exercise's instant: pg-mem would read the machine's clock.
      const mapper = astMapper((map) => ({
        call: (expr) => (isNow(expr) ? instantOf(clock) : map.super().call(expr)),
        valueKeyword: (expr) => (isNow(expr) ? instantOf(clock) : map.super().valueKeyword(expr)),
      }));
      const run = (script: string, maxRows: number) =>
        runScript(
          script,
          maxRows,
          (text) => parse(text, { locationTracking: true }),
          (statement) => {
            const { statement: select, columns } = supportedSelect(statement, tables);
            const mapped = mapper.statement(select);
            if (mapped === null || mapped === undefined) throw new Unsupported("This statement");
            return { columns, rows: db.public.many(mapped) };
          },
        );
      return sessionOf(dataset, run);
    },
  };
}

type Run = (script: string, maxRows: number) => ScriptOutcome;

function sessionOf(dataset: Dataset, run: Run): SqlSession {
  return {
    engine: "pg-mem",
    async run(script, limits) {
      if (dataset.setup) return { kind: "unsupported", feature: "A prepared setup", ms: 0 };
      return run(script, limits?.maxRows ?? SHOWN_ROWS);
    },
    async query(sql, params = []) {
      if (params.length > 0) return { kind: "unsupported", feature: "A parameter" };
      const outcome = run(sql, 100_000);
      if (outcome.kind === "failed") return { kind: "failed", error: outcome.error };
      if (outcome.kind === "unsupported") return { kind: "unsupported", feature: outcome.feature };
      if (outcome.kind === "crashed") return { kind: "crashed", reason: outcome.reason };
      const result = outcome.results.at(-1);
      return result === undefined
        ? { kind: "unsupported", feature: "An empty statement" }
        : { kind: "completed", result };
    },
    async explain() {
      return { kind: "unsupported", feature: "EXPLAIN" };
    },
    async close() {},
  };
}

function runScript(
  script: string,
  maxRows: number,
  parse: (text: string) => Statement[],
  answer: (statement: Statement) => { columns: OutputColumn[]; rows: Record<string, unknown>[] },
): ScriptOutcome {
  const started = performance.now();
  const ms = () => performance.now() - started;
  const results: ResultSet[] = [];
  try {
    for (const statement of readStatements(script, parse)) {
      const { columns, rows } = answer(statement);
      results.push(resultOf(columns, rows, maxRows, sourceOf(statement, script)));
    }
    return { kind: "completed", results, notices: [], ms: ms() };
  } catch (thrown) {
    if (thrown instanceof Unsupported) {
      return { kind: "unsupported", feature: thrown.message, ms: ms() };
    }
    const isKnown = thrown instanceof SyntaxProblem || isQueryError(thrown);
    if (!isKnown) return { kind: "unsupported", feature: "This query", ms: ms() };
    const position = thrown instanceof SyntaxProblem ? thrown.position : null;
    const error = {
      code: null,
      position,
      detail: null,
      message: firstLine(thrown.message),
      hint: HINT,
    };
    return { kind: "failed", results, notices: [], error, ms: ms() };
  }
}

function sourceOf(statement: Statement, script: string): ResultSet["source"] {
  // oxlint-disable-next-line no-underscore-dangle -- the parser's name
  const { start, end } = statement._location ?? { start: 0, end: script.length };
  return { start, end };
}

const HINT =
  "pg-mem reads only part of SQL. If this is right PostgreSQL, switch to the full engine.";

class SyntaxProblem extends Error {
  readonly position: number | null;
  constructor(message: string, position: number | null) {
    super(message);
    this.position = position;
  }
}

function readStatements(script: string, parse: (text: string) => Statement[]): Statement[] {
  if (script.trim() === "") return [];
  try {
    return parse(script);
  } catch (thrown) {
    const offset = (thrown as { token?: { offset?: unknown } }).token?.offset;
    const position = typeof offset === "number" ? offset + 1 : null;
    const near = position === null ? "the end" : `“${script.slice(position - 1).split(/\s/)[0]}”`;
    throw new SyntaxProblem(`the statement cannot be read at ${near}`, position);
  }
}

/** pg-mem's own errors about names and types, which PostgreSQL has as well. */
function isQueryError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error &&
    /^(column|relation) ".*" (does not exist|is ambiguous)|^column reference/.test(thrown.message)
  );
}

function resultOf(
  columns: OutputColumn[],
  rows: Record<string, unknown>[],
  maxRows: number,
  source: ResultSet["source"],
): ResultSet {
  const [first] = rows;
  // pg-mem renames columns of the same name; where that made two into one, the rows are not whole.
  if (first !== undefined && Object.keys(first).length !== columns.length) {
    throw new Unsupported("Two columns of the same name");
  }
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: rows.slice(0, maxRows).map((row) => {
      const values = Object.values(row);
      return columns.map((column, at) => cellText(values[at], column.declared));
    }),
    truncated: rows.length > maxRows,
    command: "SELECT",
    affected: rows.length,
    source,
  };
}

const TYPES: Record<string, string> = {
  smallint: "integer",
  integer: "integer",
  bigint: "bigint",
  boolean: "boolean",
  "timestamp with time zone": "timestamptz",
};

function loadTable(db: IMemoryDb, table: TableExport): void {
  const columns = table.columns.map(
    ({ name, type }) =>
      `"${name}" ${TYPES[type] ?? (type.startsWith("numeric(") ? "numeric" : "text")}`,
  );
  const key = table.primaryKey.map((name) => `"${name}"`).join(", ");
  if (key !== "") columns.push(`primary key (${key})`);
  db.public.none(`create table "${table.name}" (${columns.join(", ")})`);
  const target = db.public.getTable(table.name);
  for (const row of table.rows) {
    const values = table.columns.map(({ name, type }, at) => [
      name,
      valueOf(row[at] ?? null, type),
    ]);
    target.insert(Object.fromEntries(values));
  }
}

function instantOf(clock: string): Expr {
  return {
    type: "cast",
    operand: { type: "string", value: clock },
    to: { name: "timestamptz" },
  };
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
