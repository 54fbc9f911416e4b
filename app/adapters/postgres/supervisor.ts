import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { reasonOf, StartupError } from "../../platform/startup-error.ts";
import { locateBinaries } from "./binaries.ts";
import {
  ADMIN_ROLE,
  APPLICATION_ROLE,
  DATABASE_NAME,
  ensureCluster,
  readCredentials,
  type ClusterCredentials,
} from "./cluster.ts";
import {
  existingClusterHome,
  prepareClusterHome,
  prepareSocketDirectory,
  SHARED_DIRECTORY,
} from "./cluster-home.ts";
import { withClient } from "./connect.ts";
import { findHolder, lockDataDirectory } from "./data-directory-lock.ts";
import {
  launchPostmaster,
  readPostmasterFile,
  stopOrphan,
  stopProcess,
  type LaunchOptions,
} from "./postmaster.ts";
import { chooseAccount } from "./system-account.ts";

const LEFTOVERS_GONE_WITHIN_MS = 10_000;
const RETRY_AFTER_MS = 500;
const DEATHS_TOLERATED = 10;
const DEATHS_COUNTED_OVER_MS = 60_000;

export interface SupervisorOptions {
  /** PLANWISE_DATA_DIR; created when missing. */
  dataDirectory: string;
  log: (line: string) => void;
  /** PostgreSQL keeps dying: the process should end. */
  onGivingUp?: (error: Error) => void;
  /** Settings of PostgreSQL that differ from ours; only tests ask for any. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Connection string of the application's role, over the private socket. */
  url: string;
  /** Connection string of the superuser, for backups and for tests. */
  adminUrl: string;
  /** The running server's process id; changes when PostgreSQL was restarted. */
  pid(): number;
  /** Stops PostgreSQL in order and gives the data directory free. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts Planwise's own PostgreSQL on a data directory that no other Planwise uses, keeps it
 * running, and stops it. Throws StartupError with what to do when that is not possible.
 */
export async function startEmbeddedPostgres(options: SupervisorOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = prepareDataDirectory(options.dataDirectory);
  const lock = lockDataDirectory(dataDirectory);
  try {
    const account = chooseAccount(dataDirectory);
    const binaries = locateBinaries(account, SHARED_DIRECTORY);
    const home = prepareClusterHome(dataDirectory, account, options.log);
    const credentials = await ensureCluster(home, binaries, account, options.log);
    await stopOrphan(home.data, options.log);
    const socketDirectory = prepareSocketDirectory(home, account);
    const settings = options.settings ?? {};
    const launch = { home, binaries, account, socketDirectory, settings };
    const supervised = await supervise(launch, options);
    const urls = connectionUrls(socketDirectory, credentials, settings["port"]);
    await ensureDatabase(urls.adminMaintenance, credentials);
    return {
      url: urls.application,
      adminUrl: urls.admin,
      pid: supervised.pid,
      async stop() {
        await supervised.stop();
        if (!socketDirectory.startsWith(home.root)) {
          rmSync(socketDirectory, { recursive: true, force: true });
        }
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Connection strings of a server that another Planwise process runs on this directory now, or null. */
export function findRunningPostgres(
  directory: string,
): { url: string; adminUrl: string; planwisePid: number } | null {
  const dataDirectory = resolve(directory);
  const holder = findHolder(dataDirectory);
  const home = holder === null ? null : existingClusterHome(dataDirectory);
  const file = home === null ? null : readPostmasterFile(home.data);
  if (holder === null || home === null || file === null || !file.ready) return null;
  const urls = connectionUrls(file.socketDirectory, readCredentials(home));
  return { url: urls.application, adminUrl: urls.admin, planwisePid: holder.pid };
}

function prepareDataDirectory(directory: string): string {
  const path = resolve(directory);
  try {
    mkdirSync(path, { recursive: true });
    if (readdirSync(path).length > 0) return path;
  } catch (error) {
    throw new StartupError(
      `The data directory ${path} cannot be used (${reasonOf(error)}). Choose another with PLANWISE_DATA_DIR.`,
    );
  }
  // New, and root's: PostgreSQL's account may pass through; what is inside is private by itself.
  if (process.getuid?.() === 0) chmodSync(path, 0o711);
  return path;
}

async function supervise(
  launch: LaunchOptions,
  options: SupervisorOptions,
): Promise<{ pid: () => number; stop: () => Promise<void> }> {
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let child = await launchWhenFree(launch, options.log);
  const deaths: number[] = [];
  const killOnExit = (): void => void child.kill("SIGINT");
  process.once("exit", killOnExit);

  const restart = async (): Promise<void> => {
    options.log("PostgreSQL stopped unexpectedly; starting it again …");
    for (;;) {
      deaths.push(Date.now());
      try {
        await stopOrphan(launch.home.data, options.log);
        child = await launchWhenFree(launch, options.log);
        break;
      } catch (error) {
        if (stopping || recentDeaths(deaths) > DEATHS_TOLERATED) throw error;
        options.log(`${reasonOf(error)} Trying again …`);
        await delay(RETRY_AFTER_MS);
      }
    }
    if (recentDeaths(deaths) > DEATHS_TOLERATED) {
      throw new Error(`PostgreSQL keeps dying: see ${launch.home.logFile}.`);
    }
    options.log(`PostgreSQL runs again (pid ${child.pid}).`);
    watch(child);
  };
  const watch = (running: ChildProcess): void => {
    running.once("exit", () => {
      if (stopping) return;
      restarting = restart().catch((error: unknown) => {
        if (!stopping) options.onGivingUp?.(new Error(reasonOf(error), { cause: error }));
      });
    });
    if (running.exitCode !== null || running.signalCode !== null) running.emit("exit");
  };
  watch(child);
  return {
    pid: () => child.pid ?? 0,
    async stop() {
      if (stopping) return;
      stopping = true;
      process.off("exit", killOnExit);
      await restarting;
      if (child.pid !== undefined) await stopProcess(child.pid);
    },
  };
}

function recentDeaths(deaths: readonly number[]): number {
  const since = Date.now() - DEATHS_COUNTED_OVER_MS;
  return deaths.filter((at) => at > since).length;
}

// After a kill -9 of the postmaster its backends need a moment to notice and let go of the shared
// memory; until then PostgreSQL refuses to start on the same directory.
async function launchWhenFree(
  launch: LaunchOptions,
  log: (line: string) => void,
): Promise<ChildProcess> {
  const deadline = Date.now() + LEFTOVERS_GONE_WITHIN_MS;
  for (;;) {
    try {
      return await launchPostmaster(launch);
    } catch (error) {
      const leftovers = /shared memory block .* is still in use/.test(reasonOf(error));
      if (!leftovers || Date.now() > deadline) throw error;
      log("Waiting for the processes of the previous PostgreSQL to end …");
      await delay(100);
    }
  }
}

function connectionUrls(
  socketDirectory: string,
  credentials: ClusterCredentials,
  port = "5432",
): { application: string; admin: string; adminMaintenance: string } {
  const build = (role: string, password: string, database: string): string =>
    `postgresql://${role}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(socketDirectory)}`;
  return {
    application: build(APPLICATION_ROLE, credentials.application, DATABASE_NAME),
    admin: build(ADMIN_ROLE, credentials.admin, DATABASE_NAME),
    adminMaintenance: build(ADMIN_ROLE, credentials.admin, "postgres"),
  };
}

async function ensureDatabase(url: string, credentials: ClusterCredentials): Promise<void> {
  await withClient(url, async (client) => {
    const role = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APPLICATION_ROLE]);
    if (role.rowCount === 0) {
      await client.query(
        `CREATE ROLE ${APPLICATION_ROLE} LOGIN PASSWORD ${client.escapeLiteral(credentials.application)}`,
      );
    }
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE_NAME]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${APPLICATION_ROLE}`);
    }
  });
}
