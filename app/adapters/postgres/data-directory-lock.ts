import {
  existsSync,
  linkSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { StartupError } from "../../platform/startup-error.ts";
import { processStartTime, processWorld } from "./process-identity.ts";

// One Planwise per data directory. Each holder creates the next numbered lock file, complete and
// only if no such file exists (link(2)); the highest number is the holder. Numbers only grow and
// the highest file is never deleted, so two processes that find the same dead holder both try the
// same next number, and exactly one of them gets it.

const PREFIX = "planwise.lock.";
const HEARTBEAT_MS = 5_000;
const SILENT_AFTER_MS = 30_000;

export interface Holder {
  pid: number;
  started: string;
  world: string;
  host: string;
  released: boolean;
}

export interface DataDirectoryLock {
  release(): void;
}

/** Takes the directory for this process; throws a StartupError that names the holder when it is taken. */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  const mine = describeThisProcess();
  for (;;) {
    const latest = latestNumber(directory);
    refuseIfHeld(directory);
    const number = latest + 1;
    if (!createExclusively(directory, number, mine)) continue;
    if (latestNumber(directory) !== number) {
      rmSync(lockPath(directory, number), { force: true });
      continue;
    }
    removeOlder(directory, number);
    return holdUntilReleased(directory, number, mine);
  }
}

/** The process that holds the directory now, or null. */
export function findHolder(directory: string): Holder | null {
  const latest = existsSync(directory) ? latestNumber(directory) : 0;
  if (latest === 0) return null;
  const holder = readHolder(directory, latest);
  return holder !== null && isAlive(holder, directory, latest) ? holder : null;
}

function describeThisProcess(): Holder {
  const started = processStartTime(process.pid) ?? "";
  return { pid: process.pid, started, world: processWorld(), host: hostname(), released: false };
}

/** Throws a StartupError that names the holder when another process holds the directory. */
export function refuseIfHeld(directory: string): void {
  const holder = findHolder(directory);
  if (holder === null) return;
  const where = holder.world === processWorld() ? "" : ` on ${holder.host}`;
  throw new StartupError(
    `Planwise is already running on this data directory (pid ${holder.pid}${where}). ` +
      `Stop it, or choose another with PLANWISE_DATA_DIR.`,
  );
}

function isAlive(holder: Holder, directory: string, number: number): boolean {
  if (holder.released) return false;
  if (holder.world === processWorld()) return processStartTime(holder.pid) === holder.started;
  // A process of another container or machine cannot be looked up, but it keeps touching its file.
  // After a reboot the same host has a new world and no old process.
  if (holder.host === hostname() && holder.world.split("/")[1] === processWorld().split("/")[1]) {
    return false;
  }
  return Date.now() - statSync(lockPath(directory, number)).mtimeMs < SILENT_AFTER_MS;
}

function holdUntilReleased(directory: string, number: number, mine: Holder): DataDirectoryLock {
  const path = lockPath(directory, number);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      const draft = `${path}.${process.pid}.tmp`;
      writeFileSync(draft, JSON.stringify({ ...mine, released: true }));
      renameSync(draft, path);
    },
  };
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The directory may have been removed under us; PostgreSQL reports that better than we can.
  }
}

function createExclusively(directory: string, number: number, holder: Holder): boolean {
  const draft = join(directory, `${PREFIX}${number}.${process.pid}.tmp`);
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, lockPath(directory, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeOlder(directory: string, number: number): void {
  for (const older of lockNumbers(directory)) {
    if (older < number) rmSync(lockPath(directory, older), { force: true });
  }
}

function readHolder(directory: string, number: number): Holder | null {
  try {
    return JSON.parse(readFileSync(lockPath(directory, number), "utf8")) as Holder;
  } catch {
    return null;
  }
}

function latestNumber(directory: string): number {
  return Math.max(0, ...lockNumbers(directory));
}

function lockNumbers(directory: string): number[] {
  return readdirSync(directory)
    .filter((name) => /^planwise\.lock\.\d+$/.test(name))
    .map((name) => Number(name.slice(PREFIX.length)));
}

function lockPath(directory: string, number: number): string {
  return join(directory, `${PREFIX}${number}`);
}
