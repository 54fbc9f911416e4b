import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { SnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import type { ChildSettings } from "./child-process.server.ts";

export type WantedData = {
  name: string;
  variants: readonly string[];
  /** The same data as JSON, which pg-mem starts from. */
  withTables: boolean;
};

/**
 * Builds missing snapshots in a process of its own, so that seeding never blocks the caller.
 * `report` gets one line per snapshot built. Rejects with the builder's reason.
 */
export function createDataPreparer(
  settings: Pick<ChildSettings, "node" | "root" | "datasetDirs" | "cacheDir"> & {
    /** snapshot-child.ts on disk. */
    entry: string;
    store: SnapshotStore;
    report(line: string): void;
  },
): (wanted: WantedData) => Promise<void> {
  let building: Promise<void> = Promise.resolve();
  const ready = new Set<string>();

  return async (wanted) => {
    const missing: string[] = [];
    for (const variant of wanted.variants) {
      const key = await settings.store.key(wanted.name, variant);
      const tag = `${wanted.name} ${variant} ${key} ${wanted.withTables}`;
      if (ready.has(tag)) continue;
      if (await settings.store.has(wanted.name, variant, wanted.withTables)) ready.add(tag);
      else missing.push(variant);
    }
    if (missing.length === 0) return;
    // One after the other: two builders of the same data would only do the work twice.
    const before = building.catch(() => {});
    building = before.then(() => build(settings, { ...wanted, variants: missing }));
    await building;
  };
}

function build(
  settings: Parameters<typeof createDataPreparer>[0],
  wanted: WantedData,
): Promise<void> {
  const { node, entry, root, datasetDirs, cacheDir } = settings;
  const child = spawn(node, [entry, JSON.stringify({ datasetDirs, cacheDir, ...wanted })], {
    cwd: root,
    env: {},
    stdio: ["ignore", "pipe", "pipe"],
  });
  let reason = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    reason = (reason + text).slice(-4_000);
  });
  createInterface({ input: child.stdout }).on("line", settings.report);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`The data set "${wanted.name}" could not be prepared. ${reason.trim()}`));
    });
  });
}
