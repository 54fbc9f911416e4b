import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { StartupError } from "../../platform/startup-error.ts";
import { EMBEDDED_MAJOR, type PostgresBinaries } from "./binaries.ts";
import { giveTo, type ClusterHome } from "./cluster-home.ts";
import type { SystemAccount } from "./system-account.ts";

/** The cluster's superuser, used only to create the application's role and database and for backups. */
export const ADMIN_ROLE = "planwise_admin";
export const APPLICATION_ROLE = "planwise";
export const DATABASE_NAME = "planwise";

export interface ClusterCredentials {
  admin: string;
  application: string;
}

/** Creates the data directory unless it is there; a creation cut short leaves nothing behind that counts. */
export async function ensureCluster(
  home: ClusterHome,
  binaries: PostgresBinaries,
  account: SystemAccount | null,
  log: (line: string) => void,
): Promise<ClusterCredentials> {
  if (existsSync(home.data)) {
    refuseOtherOwner(home);
    refuseOtherMajor(home);
    return readCredentials(home);
  }
  log("Creating the PostgreSQL data directory …");
  const credentials = createCredentials(home);
  const draft = `${home.data}.new`;
  const passwordFile = `${home.data}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(draft, account);
  writeFileSync(passwordFile, credentials.admin, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  try {
    await runInitdb(binaries, draft, passwordFile, account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, home.data);
  return credentials;
}

/** The passwords of an existing cluster. */
export function readCredentials(home: ClusterHome): ClusterCredentials {
  try {
    return JSON.parse(readFileSync(home.credentialsFile, "utf8")) as ClusterCredentials;
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === "EACCES";
    throw new StartupError(
      denied
        ? `${home.credentialsFile} belongs to another user. Start Planwise as the user who started it first, or choose another directory with PLANWISE_DATA_DIR.`
        : `The passwords of the database in ${home.data} cannot be read: restore ${home.credentialsFile} from a backup.`,
    );
  }
}

// Collation "builtin C.UTF-8" orders by code point whatever the machine's C library is, so an index
// stays right when the data directory moves to another machine.
function runInitdb(
  binaries: PostgresBinaries,
  directory: string,
  passwordFile: string,
  account: SystemAccount | null,
): Promise<void> {
  const options = [
    ["-D", directory],
    ["-U", ADMIN_ROLE],
    [`--pwfile=${passwordFile}`, "--auth-local=scram-sha-256", "--auth-host=scram-sha-256"],
    ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ["--data-checksums"],
  ].flat();
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, options, postgresProcess(account, directory));
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartupError(explainInitdb(directory, output)));
    });
  });
}

/** How every PostgreSQL program of ours is started: as the account, with a bare environment. */
export function postgresProcess(
  account: SystemAccount | null,
  directory: string,
): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as NodeJS.ProcessEnv;
  const base = { cwd: directory, env };
  return account === null ? base : { ...base, uid: account.uid, gid: account.gid };
}

function explainInitdb(directory: string, output: string): string {
  const lines = output.trim().split("\n");
  const reason = lines.find((line) => /initdb: error|FATAL|could not/.test(line)) ?? lines.at(-1);
  return `PostgreSQL could not create its data directory ${directory}: ${reason}`;
}

function createCredentials(home: ClusterHome): ClusterCredentials {
  if (existsSync(home.credentialsFile)) return readCredentials(home);
  const credentials = { admin: newPassword(), application: newPassword() };
  writeFileSync(`${home.credentialsFile}.tmp`, JSON.stringify(credentials), {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${home.credentialsFile}.tmp`, home.credentialsFile);
  return credentials;
}

function newPassword(): string {
  return randomBytes(24).toString("base64url");
}

function refuseOtherMajor(home: ClusterHome): void {
  const found = readVersion(home);
  if (found === String(EMBEDDED_MAJOR)) return;
  throw new StartupError(
    `The database in ${home.data} was made by PostgreSQL ${found} and this Planwise brings PostgreSQL ${EMBEDDED_MAJOR}. ` +
      `Start the Planwise that made it, back up with \`npx planwise backup\`, and restore into a new PLANWISE_DATA_DIR.`,
  );
}

function readVersion(home: ClusterHome): string {
  const file = join(home.data, "PG_VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "an unknown version";
}

function refuseOtherOwner(home: ClusterHome): void {
  const uid = process.getuid?.();
  if (uid === undefined || uid === 0 || statSync(home.data).uid === uid) return;
  throw new StartupError(
    `The database in ${home.data} belongs to another user. Start Planwise as that user, or choose another directory with PLANWISE_DATA_DIR.`,
  );
}
