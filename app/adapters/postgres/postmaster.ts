import { spawn, type ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartupError } from "../../platform/startup-error.ts";
import type { PostgresBinaries } from "./binaries.ts";
import { postgresProcess } from "./cluster.ts";
import type { ClusterHome } from "./cluster-home.ts";
import { listProcesses, processStartTime } from "./process-identity.ts";
import type { SystemAccount } from "./system-account.ts";

const POLL_MS = 15;
const READY_WITHIN_MS = 120_000;
const LOG_ROTATES_AT_BYTES = 10_000_000;

/** What `postmaster.pid` says about the server that owns a data directory. */
export interface PostmasterFile {
  pid: number;
  socketDirectory: string;
  ready: boolean;
}

/** Command-line settings win over every file and over ALTER SYSTEM. */
const SETTINGS: Record<string, string> = {
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  listen_addresses: "",
  port: "5432",
  unix_socket_permissions: "0700",
  max_connections: "100",
  max_wal_size: "256MB",
  log_line_prefix: "%m [%p] ",
};

export interface LaunchOptions {
  home: ClusterHome;
  binaries: PostgresBinaries;
  account: SystemAccount | null;
  socketDirectory: string;
  /** Settings that differ from ours; only tests ask for any. */
  settings: Record<string, string>;
}

/** Starts the server and waits until it accepts connections. */
export async function launchPostmaster(options: LaunchOptions): Promise<ChildProcess> {
  const { home, binaries, account } = options;
  rotateLog(home.logFile);
  const output = openSync(home.logFile, "a", 0o600);
  const logStart = statSync(home.logFile).size;
  // Detached: Ctrl-C in the terminal reaches Planwise, which drains requests and then stops PostgreSQL.
  const child = spawn(binaries.postgres, commandLine(options), {
    ...postgresProcess(account, home.data),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const failed = new Promise<Error>((resolve) => child.once("error", resolve));
  await untilReady(child, home, logStart, failed);
  return child;
}

function commandLine(options: LaunchOptions): string[] {
  const settings = {
    ...SETTINGS,
    unix_socket_directories: options.socketDirectory,
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", options.home.data, ...flags];
}

async function untilReady(
  child: ChildProcess,
  home: ClusterHome,
  logStart: number,
  failed: Promise<Error>,
): Promise<void> {
  let spawnError: Error | null = null;
  void failed.then((error) => (spawnError = error));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (spawnError !== null) throw spawnError;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new StartupError(explainLog(home, logStart, child.pid));
    }
    const file = readPostmasterFile(home.data);
    if (file !== null && file.pid === child.pid && file.ready) return;
    await delay(POLL_MS);
  }
  child.kill("SIGQUIT");
  throw new StartupError(
    `PostgreSQL did not become ready within ${READY_WITHIN_MS / 1000} s: see ${home.logFile}.`,
  );
}

/** The content of postmaster.pid, or null when there is none or it is still being written. */
export function readPostmasterFile(dataDirectory: string): PostmasterFile | null {
  const path = join(dataDirectory, "postmaster.pid");
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, socketDirectory: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
}

/**
 * A server left behind by a Planwise that was killed is stopped in order, never trusted blindly: it
 * must be a `postgres` that was started on exactly this data directory. It is looked for among the
 * processes as well as in postmaster.pid, which a server that was just starting had not written.
 * What a killed server left (postmaster.pid, its socket and the socket's lock) is removed:
 * PostgreSQL itself would take the process ids in them, reused or not yet reaped, for a running
 * server. Call only while holding the data directory's lock.
 */
export async function stopOrphan(
  dataDirectory: string,
  log: (line: string) => void,
): Promise<"none" | "stale" | "stopped"> {
  const orphans = listProcesses().filter(({ command }) => isPostmasterOf(command, dataDirectory));
  for (const { pid } of orphans) {
    log(`Stopping the PostgreSQL that an interrupted Planwise left running (pid ${pid}) …`);
    await stopProcess(pid);
  }
  const file = readPostmasterFile(dataDirectory);
  rmSync(join(dataDirectory, "postmaster.pid"), { force: true });
  if (file !== null) removeSocket(file.socketDirectory);
  if (orphans.length > 0) return "stopped";
  return file === null ? "none" : "stale";
}

// Its children have other titles ("postgres: checkpointer"), so only the postmaster matches.
function isPostmasterOf(command: string, dataDirectory: string): boolean {
  const directory = existsSync(dataDirectory) ? realpathSync(dataDirectory) : dataDirectory;
  const [program = ""] = command.split(" ");
  const owns = [dataDirectory, directory].some((path) => command.includes(` -D ${path} `));
  return /(^|\/)postgres$/.test(program) && owns;
}

function removeSocket(directory: string): void {
  if (directory === "" || !existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (/^\.s\.PGSQL\.\d+(\.lock)?$/.test(name)) rmSync(join(directory, name), { force: true });
  }
}

/** Fast shutdown (a checkpoint, open transactions rolled back); immediate when that takes too long. */
export async function stopProcess(pid: number, patienceMs = 8_000): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    const started = processStartTime(pid);
    if (started === null) return;
    sendSignal(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (processStartTime(pid) !== started) return;
      await delay(POLL_MS);
    }
  }
  throw new StartupError(
    `PostgreSQL (pid ${pid}) does not stop. End it with \`kill -9 ${pid}\` and start again.`,
  );
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPERM") {
      throw new StartupError(
        `PostgreSQL (pid ${pid}) belongs to another user. Stop it as that user and start again.`,
      );
    }
    if (code !== "ESRCH") throw error;
  }
}

// The log may also hold last words of a previous server's processes: lines carry their writer's id.
function explainLog(home: ClusterHome, from: number, pid: number | undefined): string {
  const written = readFileSync(home.logFile).subarray(from).toString("utf8");
  const lines = written.split("\n").filter((line) => line !== "");
  const own = lines.filter((line) => line.includes(`[${pid}]`));
  const fatal = own.find((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1);
  const reason = (fatal ?? "it said nothing").replace(/^.*?(FATAL|PANIC):\s*/, "");
  return `PostgreSQL did not start: ${reason} (more in ${home.logFile}).`;
}

function rotateLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_ROTATES_AT_BYTES) renameSync(path, `${path}.1`);
}
