import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartupError } from "../../platform/startup-error.ts";
import { canReach, type SystemAccount } from "./system-account.ts";

/** Where PostgreSQL's own account can reach files when the checkout's home is closed to it. */
export const SHARED_DIRECTORY = "/var/lib/planwise";

const SOCKET_NAME = "/.s.PGSQL.5432";
// The kernel's limit for the path of a socket, with its terminating zero: 108 on Linux, 104 on macOS.
const SOCKET_PATH_MAX = process.platform === "darwin" ? 103 : 107;

/** Absolute paths of everything one embedded cluster owns. */
export interface ClusterHome {
  root: string;
  data: string;
  logFile: string;
  credentialsFile: string;
}

/** The cluster's place if there already is one below this data directory; creates nothing. */
export function existingClusterHome(dataDirectory: string): ClusterHome | null {
  const moved = readLocation(dataDirectory);
  const home = describe(moved ?? dataDirectory);
  if (existsSync(home.data)) return home;
  if (moved === null) return null;
  throw new StartupError(
    `The database of ${dataDirectory} was kept in ${moved}, which is gone. ` +
      `Restore it from a backup, or delete ${locationFile(dataDirectory)} to begin with an empty one.`,
  );
}

/**
 * The cluster's place: the data directory itself, or, when PostgreSQL's account cannot reach that,
 * a directory of its own below /var/lib/planwise, remembered in the data directory.
 */
export function prepareClusterHome(
  dataDirectory: string,
  account: SystemAccount | null,
  log: (line: string) => void,
): ClusterHome {
  const existing = existingClusterHome(dataDirectory);
  if (existing !== null) return existing;
  const here = describe(dataDirectory);
  if (canReach(here.data, account)) return here;
  const root = join(SHARED_DIRECTORY, randomUUID());
  mkdirSync(root, { recursive: true, mode: 0o711 });
  chmodSync(SHARED_DIRECTORY, 0o755);
  writeDurably(locationFile(dataDirectory), `${root}\n`);
  log(
    `PostgreSQL runs as ${account?.name}, who cannot enter ${dataDirectory}: its files are in ${root}`,
  );
  return describe(root);
}

function describe(root: string): ClusterHome {
  return {
    root,
    data: join(root, "postgres"),
    logFile: join(root, "postgres.log"),
    credentialsFile: join(root, "postgres-credentials.json"),
  };
}

/** A private directory for the server's socket, below the cluster's home or, when that is too long a path, in /tmp. */
export function prepareSocketDirectory(home: ClusterHome, account: SystemAccount | null): string {
  const near = join(home.root, "run");
  if (Buffer.byteLength(near + SOCKET_NAME) <= SOCKET_PATH_MAX) {
    mkdirSync(near, { recursive: true, mode: 0o700 });
    if (lstatSync(near).isSymbolicLink()) {
      throw new StartupError(`${near} is a symbolic link. Remove it: Planwise makes a directory.`);
    }
    giveTo(near, account);
    return near;
  }
  const base = [tmpdir(), "/tmp"].find(
    (folder) =>
      Buffer.byteLength(`${folder}/planwise-XXXXXX${SOCKET_NAME}`) <= SOCKET_PATH_MAX &&
      canReach(join(folder, "x"), account),
  );
  if (base === undefined) {
    throw new StartupError(
      `No directory with a path short enough for PostgreSQL's socket: set TMPDIR or PLANWISE_DATA_DIR to a shorter path.`,
    );
  }
  const far = mkdtempSync(join(base, "planwise-"));
  giveTo(far, account);
  return far;
}

/** Makes the path private to PostgreSQL's account. */
export function giveTo(path: string, account: SystemAccount | null): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
  chmodSync(path, 0o700);
}

function readLocation(dataDirectory: string): string | null {
  const file = locationFile(dataDirectory);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

function locationFile(dataDirectory: string): string {
  return join(dataDirectory, "postgres.location");
}

function writeDurably(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.tmp`, path);
}
