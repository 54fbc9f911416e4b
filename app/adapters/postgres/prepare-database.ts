import { sessionUrl, withClient } from "./connect.ts";
import { migrate, planMigrations, readHistory, readMigrations } from "./migrate.ts";
import { preflight } from "./preflight.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "./supervisor.ts";

export interface DatabaseOptions {
  /** One's own PostgreSQL; null means the embedded one. */
  databaseUrl: string | null;
  dataDirectory: string;
  /** prisma/migrations, as an absolute path. */
  migrationsDirectory: string;
  log: (line: string) => void;
  /** The embedded PostgreSQL keeps dying: the process should end. */
  onGivingUp?: (error: Error) => void;
}

export interface PreparedDatabase {
  /** Connection string with our session settings in it. */
  url: string;
  /** Ends what was started for it; nothing for a server of one's own. */
  stop(): Promise<void>;
}

/** Starts or reaches the database, checks it and brings it up to date; throws StartupError otherwise. */
export async function prepareDatabase(options: DatabaseOptions): Promise<PreparedDatabase> {
  const { databaseUrl, dataDirectory, log, onGivingUp } = options;
  const server =
    databaseUrl === null
      ? await startEmbeddedPostgres({
          dataDirectory,
          log,
          ...(onGivingUp === undefined ? {} : { onGivingUp }),
        })
      : { url: databaseUrl, stop: async () => {} };
  try {
    const migrations = readMigrations(options.migrationsDirectory);
    await preflight(server.url, migrations, log);
    await withClient(server.url, (client) => migrate(client, migrations, log));
    return { url: sessionUrl(server.url), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The same for a command that may run beside a serving Planwise: uses the PostgreSQL that serves
 * this data directory now, else starts one for as long as the command lasts.
 */
export async function joinDatabase(options: DatabaseOptions): Promise<PreparedDatabase> {
  const running = options.databaseUrl === null ? findRunningPostgres(options.dataDirectory) : null;
  if (running === null) return await prepareDatabase(options);
  const migrations = readMigrations(options.migrationsDirectory);
  await withClient(running.url, async (client) =>
    planMigrations(migrations, await readHistory(client)),
  );
  return { url: sessionUrl(running.url), stop: async () => {} };
}
