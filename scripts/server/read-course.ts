import { join } from "node:path";
import { loadCourse } from "#app/adapters/content/load-course.server.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import type { Course } from "#app/domain/content/course.ts";
import type { Problem } from "#app/domain/content/problem.ts";

/** Reads everything authors wrote, as the services take it. */
export async function readCourse(
  projectRoot: string,
  log: (line: string) => void,
): Promise<{ course: Course; problems: readonly Problem[] }> {
  const dir = join(projectRoot, "exercises");
  const store = createSnapshotStore({
    datasetDirs: [join(dir, "_datasets")],
    cacheDir: join(projectRoot, ".cache", "snapshots"),
    parser: nodeScriptParser,
    report: log,
  });
  return loadCourse({
    contentDir: join(projectRoot, "content"),
    exercises: {
      dir,
      root: projectRoot,
      async dataset(name) {
        return { variants: await store.variants(name), version: await store.version(name) };
      },
    },
  });
}
