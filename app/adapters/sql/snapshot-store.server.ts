import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { createPgliteEngine } from "./pglite-engine.ts";
import type { ScriptParser } from "./script-parser.ts";
import {
  buildBaseSnapshot,
  buildDatasetSnapshot,
  DATASET_CLOCK,
  SNAPSHOT_FORMAT,
  type SeedScript,
} from "./snapshot-builder.ts";
import { exportTables, parseTables, type TableExport } from "./table-export.ts";

const zip = promisify(gzip);
const unzip = promisify(gunzip);
/** Uncompressed snapshots kept in memory; each is 10 to 35 MB. */
const KEPT = 6;

export type SnapshotFile = {
  /** Data directory of the cluster, .tar.gz. */
  tar: string;
  /** Changes whenever the data can change: part of a public address may be cached forever. */
  key: string;
};

export type SnapshotStore = {
  /** Content hash of one variant, from the scripts alone. */
  key(name: string, variant: string): Promise<string>;
  /** Is the snapshot built, and its JSON too where asked for? */
  has(name: string, variant: string, withTables?: boolean): Promise<boolean>;
  /** Where the snapshot lies; built first when it is missing. */
  ensure(name: string, variant: string): Promise<SnapshotFile>;
  /** The snapshot as an uncompressed tar in memory. */
  blob(name: string, variant: string): Promise<Blob>;
  /** The same data as JSON, for engines that cannot run the seed. */
  tables(name: string, variant: string): Promise<TableExport[]>;
  /** Names of the hidden variants. */
  variants(name: string): Promise<string[]>;
  /** Content hash of a dataset with all its variants, without building anything. */
  version(name: string): Promise<string>;
};

export type SnapshotStoreParts = {
  /** Folders that hold datasets (exercises/_datasets); the first that has the name wins. */
  datasetDirs: readonly string[];
  cacheDir: string;
  parser(): Promise<ScriptParser>;
  /** One line of progress per long step. */
  report(line: string): void;
};

export class UnknownDatasetError extends Error {}

export function createSnapshotStore(parts: SnapshotStoreParts): SnapshotStore {
  const building = new Map<string, Promise<SnapshotFile>>();
  const kept = new Map<string, Promise<Blob>>();

  async function fileOf(name: string, variant: string) {
    const scripts = await seedScripts(parts.datasetDirs, name, variant);
    const key = hashOf([engineVersion(), ...scripts.map((script) => script.text)]);
    const tar = path.join(parts.cacheDir, `${name}-${variant}-${key}.tar.gz`);
    return { scripts, file: { tar, key } };
  }

  async function ensure(name: string, variant: string): Promise<SnapshotFile> {
    const { scripts, file } = await fileOf(name, variant);
    if (existsSync(file.tar)) return file;
    const running = building.get(file.tar) ?? build(file, scripts, name, variant);
    building.set(file.tar, running);
    return running.finally(() => building.delete(file.tar));
  }

  async function build(file: SnapshotFile, scripts: SeedScript[], name: string, variant: string) {
    const started = performance.now();
    // A variant goes on top of the finished default data: seeding is what takes long.
    const onDefault = variant !== "default";
    const base = onDefault ? await blob(name, "default") : await baseSnapshot();
    const tar = await buildDatasetSnapshot(
      base,
      await parts.parser(),
      onDefault ? scripts.slice(-1) : scripts,
    );
    const bytes = await zip(Buffer.from(await tar.arrayBuffer()));
    await writeWhole(file.tar, bytes);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const megabytes = (bytes.length / 1e6).toFixed(1);
    parts.report(`Prepared the data set ${name} (${variant}): ${megabytes} MB in ${seconds} s`);
    return file;
  }

  async function baseSnapshot(): Promise<Blob> {
    const file = path.join(parts.cacheDir, `base-${hashOf([engineVersion()])}.tar.gz`);
    if (!existsSync(file)) {
      const tar = await buildBaseSnapshot();
      await writeWhole(file, await zip(Buffer.from(await tar.arrayBuffer())));
      parts.report("Prepared the empty database every data set starts from");
    }
    return readTar(file);
  }

  async function blob(name: string, variant: string): Promise<Blob> {
    const { tar } = await ensure(name, variant);
    const found = kept.get(tar) ?? readTar(tar);
    kept.delete(tar);
    kept.set(tar, found);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return found;
  }

  async function tables(name: string, variant: string): Promise<TableExport[]> {
    const { tar } = await ensure(name, variant);
    const file = tablesFile(tar);
    if (!existsSync(file)) {
      const engine = createPgliteEngine({ snapshot: blob, parser: parts.parser });
      const session = await engine.open({ name, variant, clock: DATASET_CLOCK });
      try {
        await writeWhole(file, JSON.stringify(await exportTables(session)));
      } finally {
        await session.close();
      }
    }
    return parseTables(await readFile(file, "utf8"));
  }

  async function variants(name: string): Promise<string[]> {
    const folder = path.join(datasetFolder(parts.datasetDirs, name), "variants");
    if (!existsSync(folder)) return [];
    const files = await readdir(folder);
    return files.flatMap((file) => (file.endsWith(".sql") ? [file.slice(0, -4)] : [])).sort();
  }

  async function version(name: string): Promise<string> {
    const texts = [engineVersion()];
    for (const variant of ["default", ...(await variants(name))]) {
      const scripts = await seedScripts(parts.datasetDirs, name, variant);
      texts.push(variant, ...scripts.map((script) => script.text));
    }
    return hashOf(texts);
  }

  return {
    key: async (name, variant) => (await fileOf(name, variant)).file.key,
    async has(name, variant, withTables = false) {
      const { file } = await fileOf(name, variant);
      return existsSync(file.tar) && (!withTables || existsSync(tablesFile(file.tar)));
    },
    ensure,
    blob,
    tables,
    variants,
    version,
  };
}

function datasetFolder(dirs: readonly string[], name: string): string {
  const found = dirs
    .map((dir) => path.join(dir, name))
    .find((folder) => existsSync(path.join(folder, "schema.sql")));
  if (found !== undefined) return found;
  throw new UnknownDatasetError(
    `There is no data set "${name}": expected ${name}/schema.sql under ${[...new Set(dirs)].join(" or ")}`,
  );
}

async function seedScripts(dirs: readonly string[], name: string, variant: string) {
  const folder = datasetFolder(dirs, name);
  const files = ["schema.sql", "seed.sql"];
  if (variant !== "default") files.push(`variants/${variant}.sql`);
  const scripts: SeedScript[] = [];
  for (const file of files) {
    const full = path.join(folder, file);
    if (!existsSync(full)) {
      throw new UnknownDatasetError(`The data set "${name}" has no ${file}: expected ${full}`);
    }
    scripts.push({ file: full, text: await readFile(full, "utf8") });
  }
  return scripts;
}

/** A reader never sees half a file, and two processes may build at once. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  await writeFile(draft, content);
  await rename(draft, file);
}

function tablesFile(tar: string): string {
  return tar.replace(/\.tar\.gz$/, ".json");
}

async function readTar(file: string): Promise<Blob> {
  return new Blob([await unzip(await readFile(file))], { type: "application/x-tar" });
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("hex").slice(0, 16);
}

function engineVersion(): string {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite"));
  const manifest = path.join(path.dirname(entry), "..", "package.json");
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(manifest, "utf8")));
  return `pglite ${version} format ${SNAPSHOT_FORMAT} clock ${DATASET_CLOCK}`;
}
