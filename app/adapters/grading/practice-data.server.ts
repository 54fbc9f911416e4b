import {
  UnknownDatasetError,
  type SnapshotFile,
  type SnapshotStore,
} from "#app/adapters/sql/snapshot-store.server.ts";
import { DATASET_CLOCK } from "#app/adapters/sql/snapshot-builder.ts";
import type { LabData } from "./lab-protocol.ts";

/** A file of practice data on disk. */
export type PracticeFile = { path: string; type: string };

/** The practice data as a page may load it: the default data of a dataset, never a hidden variant. */
export type PracticeData = {
  /** Where a page finds a dataset. `withTables`: also as JSON, for pg-mem. */
  of(dataset: string, options?: { withTables?: boolean }): Promise<LabData>;
  /** The file behind an address; null when there is none, or none of this content any more. */
  file(name: string): Promise<PracticeFile | null>;
};

const address = "/lab/data";
const fileName = /^(?<dataset>[a-z0-9-]+)-default-(?<key>[0-9a-f]{16})\.(?<form>tar\.gz|json)$/;

export function createPracticeData(store: SnapshotStore): PracticeData {
  // What a process serves does not change while it runs, so each dataset is looked up once.
  const known = new Map<string, Promise<SnapshotFile>>();
  function ensure(dataset: string): Promise<SnapshotFile> {
    const found = known.get(dataset) ?? store.ensure(dataset, "default");
    known.set(dataset, found);
    found.catch(() => known.delete(dataset));
    return found;
  }

  return {
    async of(dataset, { withTables = false } = {}) {
      const { key } = await ensure(dataset);
      const stem = `${address}/${dataset}-default-${key}`;
      return {
        name: dataset,
        snapshotUrl: `${stem}.tar.gz`,
        tablesUrl: withTables ? `${stem}.json` : null,
        clock: DATASET_CLOCK,
        setup: null,
      };
    },

    async file(name) {
      const { dataset, key, form } = fileName.exec(name)?.groups ?? {};
      if (dataset === undefined) return null;
      try {
        const current = await ensure(dataset);
        if (current.key !== key) return null;
        if (form === "tar.gz") return { path: current.tar, type: "application/gzip" };
        await store.tables(dataset, "default");
        return { path: current.tar.replace(/\.tar\.gz$/, ".json"), type: "application/json" };
      } catch (error) {
        if (error instanceof UnknownDatasetError) return null;
        throw error;
      }
    },
  };
}
