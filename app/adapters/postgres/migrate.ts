import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { reasonOf, StartupError } from "../../platform/startup-error.ts";

/** The key Prisma itself locks while it migrates, so that its CLI and we exclude each other. */
const PRISMA_LOCK_KEY = 72_707_369;

/** Prisma's own table, column for column: `prisma migrate status` and we read the same history. */
const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

export interface Migration {
  name: string;
  script: string;
  checksum: string;
}

export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** The migrations of a folder in Prisma's format (`<name>/migration.sql`), in the order of their names. */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(scriptPath(directory, entry.name)))
    .map((entry) => {
      const script = readFileSync(scriptPath(directory, entry.name), "utf8");
      return { name: entry.name, script, checksum: checksumOf(script) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function scriptPath(directory: string, name: string): string {
  return join(directory, name, "migration.sql");
}

function checksumOf(script: string): string {
  return createHash("sha256").update(script).digest("hex");
}

/** The database's history, oldest first; empty when it was never migrated. */
export async function readHistory(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') AS found");
  if ((table.rows[0] as { found: string | null }).found === null) return [];
  const result = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations
      WHERE rolled_back_at IS NULL
      ORDER BY started_at, migration_name`,
  );
  return result.rows;
}

/**
 * Which migrations are still to run. Refuses, in one sentence, a history that this program cannot
 * continue: half-applied, written by a newer program, or applied from a file that changed since.
 */
export function planMigrations(known: Migration[], applied: AppliedMigration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const entry of applied) {
    const migration = byName.get(entry.name);
    if (!entry.finished) {
      throw new StartupError(
        `The migration ${entry.name} was begun on this database and never finished. Restore the database from a backup, ` +
          `or repair it by hand and mark it with \`prisma migrate resolve\`.`,
      );
    }
    if (migration === undefined) {
      throw new StartupError(
        `This database belongs to a newer Planwise (it has the migration ${entry.name}, which this program does not know). ` +
          `Start that version or a later one.`,
      );
    }
    if (migration.checksum !== entry.checksum) {
      throw new StartupError(
        `The migration ${entry.name} was changed after it had been applied to this database. ` +
          `Restore prisma/migrations/${entry.name}/migration.sql and put the change into a new migration ` +
          `(for a database without anything worth keeping: delete it and start again).`,
      );
    }
  }
  const done = new Set(applied.map((entry) => entry.name));
  return known.filter((migration) => !done.has(migration.name));
}

/**
 * Brings the database up to date and returns the names of what was applied. Each migration and its
 * row in the history are one transaction: it is applied whole or not at all, whenever we are killed.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: Migration[],
  log: (line: string) => void,
): Promise<string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK_KEY]);
  try {
    const pending = planMigrations(migrations, await readHistory(client));
    if (pending.length === 0) return [];
    await client.query(CREATE_HISTORY);
    for (const migration of pending) {
      log(`Migrating the database: ${migration.name} …`);
      await applyOne(client, migration);
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [PRISMA_LOCK_KEY]).catch(() => {});
  }
}

async function applyOne(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL statement_timeout = 0");
    // One simple-protocol message: PostgreSQL itself splits the statements.
    await client.query(migration.script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new StartupError(
      `The migration ${migration.name} failed and was rolled back: ${describeFailure(error, migration.script)}`,
      { cause: error },
    );
  }
}

function describeFailure(error: unknown, script: string): string {
  const position = Number((error as { position?: string }).position);
  if (!Number.isInteger(position) || position < 1) return reasonOf(error);
  const line = script.slice(0, position - 1).split("\n").length;
  return `${reasonOf(error)} (line ${line} of migration.sql)`;
}
