import type { SqlSession } from "#app/domain/exercise/ports.ts";
import { capEngineMemory } from "./engine-memory.ts";
import { createPgliteEngine } from "./pglite-engine.ts";
import type { ScriptParser } from "./script-parser.ts";

/** What now() is while seeds run, so that a seed may say now() and stay deterministic. */
export const DATASET_CLOCK = "2026-01-15T12:00:00.000Z";

/** Raise it when the way snapshots are built changes: every cached snapshot is then rebuilt. */
export const SNAPSHOT_FORMAT = 1;

const SETTINGS = [
  "shared_buffers=16MB",
  "wal_level=minimal",
  "max_wal_senders=0",
  "wal_recycle=off",
  "min_wal_size=2MB",
  "max_wal_size=64MB",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum=off",
  "jit=off",
  "datestyle='ISO, MDY'",
  "timezone=UTC",
  "log_timezone=UTC",
];

const TRIM = [
  "UPDATE pg_database SET datistemplate = false WHERE datname LIKE 'template%'",
  "DROP DATABASE template0",
  "DROP DATABASE template1",
  "VACUUM FULL",
];

/** Statistics, visibility map and hint bits are complete, so that plans and blocks never vary. */
const SETTLE = ["VACUUM (FREEZE, ANALYZE)", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"];

export type SeedScript = { file: string; text: string };

export class SeedError extends Error {
  readonly file: string;
  readonly line: number;
  constructor(script: SeedScript, message: string, position: number | null) {
    super(message);
    this.file = script.file;
    this.line = position === null ? 1 : script.text.slice(0, position - 1).split("\n").length;
  }
}

/** An empty cluster as small as it gets: 1 MB of WAL, no template databases. Returns an uncompressed tar. */
export async function buildBaseSnapshot(): Promise<Blob> {
  capEngineMemory();
  const { PGlite } = await import("@electric-sql/pglite");
  const pg = await PGlite.create({
    initDbStartParams: ["--wal-segsize=1"],
    postgresqlconf: SETTINGS,
  });
  try {
    for (const statement of [...TRIM, ...SETTLE]) await pg.exec(statement);
    return await pg.dumpDataDir("none");
  } finally {
    await pg.close();
  }
}

/** Runs the scripts on the base and returns the settled data directory as an uncompressed tar. */
export async function buildDatasetSnapshot(
  base: Blob,
  parser: ScriptParser,
  scripts: readonly SeedScript[],
): Promise<Blob> {
  let dump: (() => Promise<Blob>) | undefined;
  const engine = createPgliteEngine({
    snapshot: async () => base,
    parser: async () => parser,
    onOpen: (pg) => {
      dump = () => pg.dumpDataDir("none");
    },
  });
  const session = await engine.open({ name: "base", variant: "default", clock: DATASET_CLOCK });
  try {
    for (const script of scripts) await runSeed(session, script);
    for (const statement of SETTLE) await runSeed(session, { file: "settle", text: statement });
    if (dump === undefined) throw new Error("the engine did not open");
    return await dump();
  } finally {
    await session.close();
  }
}

async function runSeed(session: SqlSession, script: SeedScript): Promise<void> {
  const outcome = await session.run(script.text);
  if (outcome.kind === "completed") return;
  if (outcome.kind === "failed") {
    throw new SeedError(script, outcome.error.message, outcome.error.position);
  }
  const reason = outcome.kind === "crashed" ? outcome.reason : outcome.feature;
  throw new SeedError(script, `the engine stopped while running it: ${reason}`, null);
}
