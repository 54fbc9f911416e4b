import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StartupError } from "../../platform/startup-error.ts";

/** The operating system account PostgreSQL runs as. Null stands for "the one we run as". */
export interface SystemAccount {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. Started as root, we hand it to the owner of the directory
 * where the data will live (someone who ran `sudo npm start` in a checkout of theirs), else to the
 * machine's `postgres`, else to `nobody`.
 */
export function chooseAccount(directory: string): SystemAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const owner = statSync(directory).uid;
  const chosen =
    accounts.find((account) => account.uid === owner && owner !== 0) ??
    accounts.find((account) => account.name === "postgres") ??
    accounts.find((account) => account.name === "nobody");
  if (chosen === undefined) {
    throw new StartupError(
      "PostgreSQL refuses to run as root and this machine has neither a `postgres` nor a `nobody` account. " +
        "Create one with `useradd --system postgres`, or start Planwise as an ordinary user.",
    );
  }
  return chosen;
}

function readAccounts(): SystemAccount[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Whether the account may pass through every directory above `path` (plain permission bits only). */
export function canReach(path: string, account: SystemAccount | null): boolean {
  if (account === null) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!maySearch(folder, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function maySearch(folder: string, account: SystemAccount): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
