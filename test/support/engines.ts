import path from "node:path";
import { createPgMemEngine } from "#app/adapters/sql/pg-mem-engine.ts";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";

export const projectRoot = path.join(import.meta.dirname, "..", "..");
export const fixtureExercises = path.join(projectRoot, "test", "fixtures", "exercises");
export const testClock = "2026-01-15T12:00:00.000Z";

/** Snapshots of the product's data sets and of the small "shop" of the tests, cached like the product's. */
export const testStore = createSnapshotStore({
  datasetDirs: [
    path.join(fixtureExercises, "_datasets"),
    path.join(projectRoot, "exercises", "_datasets"),
  ],
  cacheDir: path.join(projectRoot, ".cache", "snapshots"),
  parser: nodeScriptParser,
  report: () => {},
});

export const pglite = createPgliteEngine({ snapshot: testStore.blob, parser: nodeScriptParser });
export const pgMem = createPgMemEngine({ tables: testStore.tables });
