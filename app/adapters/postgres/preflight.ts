import type { Client } from "pg";
import { StartupError } from "../../platform/startup-error.ts";
import { describeTarget, explainConnectionFailure } from "./connection-failure.ts";
import { withClient } from "./connect.ts";
import { planMigrations, readHistory, type Migration } from "./migrate.ts";

/** Supported from here on; every test runs on 18 and, where one is at hand, on 15. */
const OLDEST_SUPPORTED = 15;

const CLOCKS_AGREE_WITHIN_MS = 2_000;

/** What a session of ours sees on the server. */
export interface ServerFacts {
  version: number;
  timeZone: string;
  inRecovery: boolean;
  readOnly: boolean;
  fsync: boolean;
  fullPageWrites: boolean;
  synchronousCommit: string;
  encoding: string;
  schema: string | null;
  mayCreateTables: boolean;
  mayCreateSchemas: boolean;
  user: string;
  database: string;
  /** The server's clock minus ours. */
  clockAheadMs: number;
}

/**
 * Connects, looks at the server and throws a StartupError, one sentence that says what to do,
 * unless people's work is safe there. Also refuses a database that a newer program migrated.
 */
export async function preflight(
  url: string,
  migrations: Migration[],
  log: (line: string) => void,
): Promise<ServerFacts> {
  return await reach(url, async (client) => {
    const facts = await readFacts(client);
    const refusal = findRefusal(facts, describeTarget(url));
    if (refusal !== null) throw new StartupError(refusal);
    if (Math.abs(facts.clockAheadMs) > CLOCKS_AGREE_WITHIN_MS) {
      const seconds = (facts.clockAheadMs / 1000).toFixed(1);
      log(
        `Warning: the database server's clock differs from this machine's by ${seconds} s; let both follow NTP.`,
      );
    }
    planMigrations(migrations, await readHistory(client));
    return facts;
  });
}

async function reach<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  let connected = false;
  try {
    return await withClient(url, (client) => {
      connected = true;
      return use(client);
    });
  } catch (error) {
    if (connected) throw error;
    throw new StartupError(explainConnectionFailure(error, url), { cause: error });
  }
}

export async function readFacts(client: Client): Promise<ServerFacts> {
  const asked = Date.now();
  const result = await client.query<Omit<ServerFacts, "clockAheadMs"> & { serverClockMs: number }>(`
    SELECT current_setting('server_version_num')::int / 10000 AS "version",
           current_setting('TimeZone') AS "timeZone",
           pg_is_in_recovery() AS "inRecovery",
           current_setting('default_transaction_read_only')::bool AS "readOnly",
           current_setting('fsync')::bool AS "fsync",
           current_setting('full_page_writes')::bool AS "fullPageWrites",
           current_setting('synchronous_commit') AS "synchronousCommit",
           current_setting('server_encoding') AS "encoding",
           current_schema() AS "schema",
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreateTables",
           has_database_privilege(current_database(), 'CREATE') AS "mayCreateSchemas",
           current_user::text AS "user",
           current_database()::text AS "database",
           (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "serverClockMs"`);
  const answered = Date.now();
  const row = result.rows[0];
  if (row === undefined) throw new StartupError("PostgreSQL answered without a row.");
  const { serverClockMs, ...facts } = row;
  return { ...facts, clockAheadMs: serverClockMs - (asked + answered) / 2 };
}

/** The first reason not to use this server, as a sentence that says what to do, or null. */
export function findRefusal(facts: ServerFacts, target: string): string | null {
  const { user, database } = facts;
  const checks: [refuse: boolean, sentence: string][] = [
    [
      facts.version < OLDEST_SUPPORTED,
      `${target} runs PostgreSQL ${facts.version}; Planwise needs ${OLDEST_SUPPORTED} or later (it is tested on 18). Upgrade the server, or leave DATABASE_URL unset to use Planwise's own.`,
    ],
    [
      facts.inRecovery,
      `${target} is a standby that only answers reads. Point DATABASE_URL at the primary.`,
    ],
    [
      facts.readOnly,
      `${target} is read-only (default_transaction_read_only is on). Turn it off with: ALTER DATABASE ${database} RESET default_transaction_read_only, or for the role: ALTER ROLE ${user} RESET default_transaction_read_only, or in postgresql.conf.`,
    ],
    [
      !facts.fsync,
      `${target} runs with fsync off and would lose people's work in a power cut. Set fsync = on in its postgresql.conf and reload it.`,
    ],
    [
      !facts.fullPageWrites,
      `${target} runs with full_page_writes off and could be damaged by a power cut. Set full_page_writes = on in its postgresql.conf and reload it.`,
    ],
    [
      facts.synchronousCommit === "off",
      `${target} acknowledges commits before they are on disk although we ask for synchronous_commit = on. If a connection pooler stands between, let it pass the startup parameter "options", or set synchronous_commit = on for the role ${user}.`,
    ],
    [
      !["UTC", "Etc/UTC", "GMT", "Etc/GMT"].includes(facts.timeZone),
      `${target} gives our sessions the time zone ${facts.timeZone} although we ask for UTC. If a connection pooler stands between, let it pass the startup parameter "options", or run: ALTER ROLE ${user} SET TimeZone = 'UTC'.`,
    ],
    [
      facts.encoding !== "UTF8",
      `The database ${database} is encoded in ${facts.encoding}; Planwise needs UTF8. Create one with: CREATE DATABASE planwise ENCODING 'UTF8' TEMPLATE template0.`,
    ],
    [
      !facts.mayCreateTables,
      facts.schema === null
        ? `The role ${user} has no schema to create tables in. Run: GRANT CREATE, USAGE ON SCHEMA public TO ${user}.`
        : `The role ${user} may not create tables in the schema ${facts.schema}. Run: GRANT CREATE ON SCHEMA ${facts.schema} TO ${user}.`,
    ],
    [
      !facts.mayCreateSchemas,
      `The role ${user} may not create a schema (the job queue has its own). Run: GRANT CREATE ON DATABASE ${database} TO ${user}.`,
    ],
  ];
  return checks.find(([refuse]) => refuse)?.[1] ?? null;
}
