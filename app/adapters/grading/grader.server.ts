import { availableParallelism } from "node:os";
import path from "node:path";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import {
  createSnapshotStore,
  type SnapshotStore,
} from "#app/adapters/sql/snapshot-store.server.ts";
import type { EngineName, Exercise } from "#app/domain/exercise/exercise.ts";
import { situationsOf } from "#app/domain/exercise/situations.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { createGradingPool, defaultLimits, defaultMaxMemory } from "./grading-pool.server.ts";
import type { AttemptLimits } from "./phase-clock.server.ts";
import { createDataPreparer } from "./prepare-data.server.ts";

export type GraderSettings = {
  /** Root of the project: app/ and node_modules/ lie there. */
  root: string;
  /** Folders that hold data sets, first match wins. */
  datasetDirs: readonly string[];
  /** Children, and so grades at a time. */
  size?: number;
  limits?: Partial<AttemptLimits>;
  /** One line per snapshot built. */
  report(line: string): void;
  onFault(reason: string): void;
};

/** Grades submissions on this machine, out of this process. */
export type Grader = {
  store: SnapshotStore;
  /** Builds the data an exercise needs, if it is missing. */
  prepare(exercise: Pick<Exercise, "checks" | "dataset" | "kind" | "engines">): Promise<void>;
  grade(exercise: Exercise, submission: string, engine?: EngineName): Promise<Verdict>;
  warm(): void;
  close(): Promise<void>;
};

export function createGrader(settings: GraderSettings): Grader {
  const { root, datasetDirs, report } = settings;
  const node = path.join(root, "node_modules", ".bin", "node");
  const cacheDir = path.join(root, ".cache", "snapshots");
  const adapter = path.join(root, "app", "adapters", "grading");
  const store = createSnapshotStore({ datasetDirs, cacheDir, parser: nodeScriptParser, report });
  const prepareData = createDataPreparer({
    node,
    root,
    datasetDirs,
    cacheDir,
    entry: path.join(adapter, "snapshot-child.ts"),
    store,
    report,
  });
  const pool = createGradingPool({
    node,
    root,
    datasetDirs,
    cacheDir,
    entry: path.join(adapter, "grading-child.ts"),
    maxMemory: defaultMaxMemory,
    size: settings.size ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    limits: { ...defaultLimits, ...settings.limits },
    onFault: settings.onFault,
  });
  const prepare: Grader["prepare"] = (exercise) => {
    const variants = new Set(situationsOf(exercise).map((situation) => situation.variant));
    return prepareData({
      name: exercise.dataset,
      variants: [...new Set(["default", ...variants])],
      withTables: exercise.engines.includes("pg-mem"),
    });
  };
  return {
    store,
    prepare,
    async grade(exercise, submission, engine) {
      await prepare(exercise);
      return pool.grade(exercise, submission, engine);
    },
    warm: pool.warm,
    close: pool.close,
  };
}
