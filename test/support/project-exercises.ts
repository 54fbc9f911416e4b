import path from "node:path";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import type { Course } from "#app/domain/content/course.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";

export const projectRoot = path.join(import.meta.dirname, "..", "..");

/** The exercises of the project, as the server reads them. Fails when one has a problem. */
export async function projectExercises(): Promise<Exercise[]> {
  const dir = path.join(projectRoot, "exercises");
  const store = createSnapshotStore({
    datasetDirs: [path.join(dir, "_datasets")],
    cacheDir: path.join(projectRoot, ".cache", "snapshots"),
    parser: nodeScriptParser,
    report: () => {},
  });
  const { exercises, problems } = await loadExercises({
    dir,
    root: projectRoot,
    dataset: async (name) => ({
      variants: await store.variants(name),
      version: await store.version(name),
    }),
  });
  if (problems.length > 0) throw new Error(problems.map((one) => one.message).join("\n"));
  return exercises;
}

/** A course of exercises and nothing else. */
export function courseOf(exercises: readonly Exercise[]): Course {
  return {
    exercises,
    modules: [],
    questions: [],
    assessments: [],
    certifications: [],
    onboarding: null,
  };
}
