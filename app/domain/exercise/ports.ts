import type { EngineName } from "./exercise.ts";

/** Values travel as PostgreSQL text (null for NULL), so that both engines and both hosts compare equal. */
export type Cell = string | null;

export type ResultSet = {
  columns: ReadonlyArray<{ name: string; type: string }>;
  rows: ReadonlyArray<readonly Cell[]>;
  /** True when the result had more rows than the session's cap. */
  truncated: boolean;
  /** Command tag, e.g. "SELECT" or "CREATE INDEX"; rows affected for DML. */
  command: string;
  affected: number | null;
  /** Where the statement stands in the script: UTF-16 offsets, end exclusive. */
  source: { start: number; end: number };
};

export type SqlError = {
  message: string;
  /** SQLSTATE, null where the engine has none (pg-mem). */
  code: string | null;
  /** 1-based UTF-16 offset in the whole script, null when unknown. */
  position: number | null;
  hint: string | null;
  detail: string | null;
};

/** What one script did. `crashed` means the engine died under it; who is to blame is decided by the caller. */
export type ScriptOutcome =
  | { kind: "completed"; results: readonly ResultSet[]; notices: readonly string[]; ms: number }
  | {
      kind: "failed";
      results: readonly ResultSet[];
      notices: readonly string[];
      error: SqlError;
      ms: number;
    }
  | { kind: "unsupported"; feature: string; ms: number }
  | { kind: "crashed"; reason: string; ms: number };

/** One parameterised statement. Parameters travel as text; their types come from the statement (cast where unsure). */
export type QueryOutcome =
  | { kind: "completed"; result: ResultSet }
  | { kind: "failed"; error: SqlError }
  | { kind: "unsupported"; feature: string }
  | { kind: "crashed"; reason: string };

/** The plan as EXPLAIN (FORMAT JSON) gives it: the parsed `[0]` object. */
export type ExplainOutcome =
  | { kind: "explained"; plan: unknown }
  | { kind: "failed"; error: SqlError }
  | { kind: "unsupported"; feature: string }
  | { kind: "crashed"; reason: string };

export type SqlSession = {
  readonly engine: EngineName;
  /** Runs a script statement by statement (each its own transaction unless the script says BEGIN). */
  run(script: string, limits?: { maxRows: number }): Promise<ScriptOutcome>;
  /** Runs exactly one statement with $1, $2, … filled in. */
  query(sql: string, params?: readonly Cell[]): Promise<QueryOutcome>;
  /**
   * Explains one statement: EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) after one warm-up run, or, with
   * `analyze: false`, the planner's estimate without running it. What it would change is rolled back.
   */
  explain(sql: string, options?: { analyze: boolean }): Promise<ExplainOutcome>;
  close(): Promise<void>;
};

/** What a session starts on. */
export type Dataset = {
  name: string;
  /** "default" for the plain data. */
  variant: string;
  /** ISO instant that now() is when a run begins. */
  clock: string;
  /** SQL run on top of the variant before anything else. */
  setup?: string | null;
};

/** Opens a clean session on a dataset variant. */
export type SqlEngine = {
  readonly name: EngineName;
  open(dataset: Dataset): Promise<SqlSession>;
};

/** One statement that learner TypeScript sent through the supabase client. */
export type SentStatement = {
  sql: string;
  table: string | null;
  kind: "select" | "insert" | "update" | "delete" | "upsert" | "rpc";
  columns: readonly string[];
  star: boolean;
  limit: number | null;
  offset: number | null;
  rows: number;
};

export type CallOutcome =
  | {
      kind: "returned";
      value: unknown;
      statements: readonly SentStatement[];
      logs: readonly string[];
      ms: number;
    }
  | {
      kind: "threw";
      message: string;
      line: number | null;
      column: number | null;
      statements: readonly SentStatement[];
      logs: readonly string[];
      ms: number;
    }
  | {
      kind: "out-of-fuel" | "out-of-memory";
      message: string;
      statements: readonly SentStatement[];
      logs: readonly string[];
      ms: number;
    }
  | { kind: "crashed"; reason: string; ms: number };

/**
 * Runs learner TypeScript: its default export, called with `args`, on a `supabase` client over the
 * session's data. `clock` is the ISO instant that `new Date()` is during the whole call.
 */
export type TypeScriptSandbox = {
  call(
    source: string,
    args: readonly unknown[],
    session: SqlSession,
    clock: string,
  ): Promise<CallOutcome>;
};
