import { accessSync, constants, existsSync } from "node:fs";
import { existingClusterHome } from "#app/adapters/postgres/cluster-home.ts";
import {
  describeTarget,
  explainConnectionFailure,
} from "#app/adapters/postgres/connection-failure.ts";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { findHolder } from "#app/adapters/postgres/data-directory-lock.ts";
import {
  planMigrations,
  readHistory,
  readMigrations,
  type AppliedMigration,
} from "#app/adapters/postgres/migrate.ts";
import { findRefusal, readFacts, type ServerFacts } from "#app/adapters/postgres/preflight.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";
import { reasonOf, StartupError } from "#app/platform/startup-error.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

type Where = { databaseUrl: string | null; dataDirectory: string; migrationsDirectory: string };

/**
 * Looks at the database and changes nothing in it. An embedded one that is not running is started
 * for the moment, which also shows that it can be.
 */
export async function examineDatabase(where: Where): Promise<Finding[]> {
  const { databaseUrl, dataDirectory } = where;
  if (databaseUrl !== null) return examineServer(databaseUrl, where.migrationsDirectory);
  try {
    return await examineEmbedded(dataDirectory, where.migrationsDirectory);
  } catch (error) {
    return [refused("database", error)];
  }
}

async function examineEmbedded(directory: string, migrations: string): Promise<Finding[]> {
  if (!existsSync(directory) || existingClusterHome(directory) === null)
    return [
      note("data-directory", `No data yet in ${directory}`, "`npm start` creates the database."),
    ];
  if (!isWritable(directory))
    return [
      problem(
        "data-directory",
        `${directory} cannot be written by this user`,
        "Run Planwise as the user who started it first, or set PLANWISE_DATA_DIR.",
      ),
    ];
  const running = findRunningPostgres(directory);
  if (running !== null)
    return [
      ok("data-directory", `${directory}, in use by Planwise (pid ${running.planwisePid})`),
      ...(await examineServer(running.url, migrations)),
    ];
  const holder = findHolder(directory);
  if (holder !== null)
    return [
      problem(
        "data-directory",
        `${directory} is held by pid ${holder.pid}, but its PostgreSQL does not run`,
        `Wait a moment if Planwise is just starting; otherwise stop pid ${holder.pid} and start again.`,
      ),
    ];
  const started = await startEmbeddedPostgres({ dataDirectory: directory, log: () => {} });
  try {
    return [
      ok("data-directory", `${directory}, not in use; PostgreSQL starts and stops`),
      ...(await examineServer(started.url, migrations)),
    ];
  } finally {
    await started.stop();
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function examineServer(url: string, migrations: string): Promise<Finding[]> {
  const target = describeTarget(url);
  let connected = false;
  try {
    return await withClient(url, async (client) => {
      connected = true;
      const facts = await readFacts(client);
      return [...judgeServer(facts, target), judgeHistory(migrations, await readHistory(client))];
    });
  } catch (error) {
    if (connected) return [refused("database", error)];
    return [
      problem("database", `${target} cannot be reached`, explainConnectionFailure(error, url)),
    ];
  }
}

/** A server without fault: each line below puts in the facts it is about and asks for a refusal. */
const healthy: Omit<ServerFacts, "user" | "database" | "version"> = {
  timeZone: "UTC",
  inRecovery: false,
  readOnly: false,
  fsync: true,
  fullPageWrites: true,
  synchronousCommit: "on",
  encoding: "UTF8",
  schema: "public",
  mayCreateTables: true,
  mayCreateSchemas: true,
  clockAheadMs: 0,
};

export function judgeServer(facts: ServerFacts, target: string): Finding[] {
  const { user, database } = facts;
  const sound: ServerFacts = { ...healthy, version: Number.MAX_SAFE_INTEGER, user, database };
  const line = (id: string, text: string, about: Partial<ServerFacts>): Finding => {
    const refusal = findRefusal({ ...sound, ...about }, target);
    return refusal === null ? ok(id, text) : problem(id, text, refusal);
  };
  const { version, timeZone, inRecovery, readOnly, encoding, schema } = facts;
  const { fsync, fullPageWrites, synchronousCommit, mayCreateTables, mayCreateSchemas } = facts;
  return [
    line("database-version", `PostgreSQL ${version}`, { version }),
    line("database-time-zone", `Sessions run in the time zone ${timeZone}`, { timeZone }),
    line(
      "database-durability",
      `fsync ${onOff(fsync)}, full_page_writes ${onOff(fullPageWrites)}, synchronous_commit ${synchronousCommit}`,
      { fsync, fullPageWrites, synchronousCommit },
    ),
    line("database-writes", inRecovery || readOnly ? "Reads only" : "Takes writes", {
      inRecovery,
      readOnly,
    }),
    line("database-encoding", `Encoded in ${encoding}`, { encoding }),
    line("database-rights", `Role ${user} in schema ${schema ?? "none"} of ${database}`, {
      schema,
      mayCreateTables,
      mayCreateSchemas,
    }),
    judgeClock(facts.clockAheadMs),
  ];
}

function onOff(on: boolean): string {
  return on ? "on" : "off";
}

function judgeClock(aheadMs: number): Finding {
  const seconds = Math.abs(aheadMs / 1000).toFixed(1);
  const text = `The database's clock is ${seconds} s ${aheadMs < 0 ? "behind" : "ahead of"} this machine's`;
  return Math.abs(aheadMs) > 2_000
    ? note("database-clock", text, "Let both machines follow NTP.")
    : ok("database-clock", text);
}

function judgeHistory(directory: string, applied: AppliedMigration[]): Finding {
  try {
    const pending = planMigrations(readMigrations(directory), applied);
    const text = `${applied.length} applied, ${pending.length} to come`;
    return pending.length === 0
      ? ok("migrations", `Migrations: ${text}`)
      : note("migrations", `Migrations: ${text}`, "The next start applies them.");
  } catch (error) {
    return refused("migrations", error);
  }
}

/** A StartupError is one sentence that says what is wrong and what to do. */
function refused(id: string, error: unknown): Finding {
  const text = id === "migrations" ? "The database's history does not fit" : "Not usable as it is";
  if (error instanceof StartupError) return problem(id, text, error.message);
  return problem(id, `${text}: ${reasonOf(error)}`, "Look into PostgreSQL's log.");
}
