import { join } from "node:path";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { createGrader } from "#app/adapters/grading/grader.server.ts";
import { quantile } from "./closed-loop.ts";
import { projectRoot } from "./server.ts";

export type GradesResult = {
  exercises: { slug: string; medianMs: number }[];
  medianMs: number;
  p95Ms: number;
  perMinute: number;
};

const rounds = 5;

/** The first solution of every exercise, graded as the server grades it, one after the other. */
export async function measureServerGrades(): Promise<GradesResult> {
  const dir = join(projectRoot, "exercises");
  const grader = createGrader({
    root: projectRoot,
    datasetDirs: [join(dir, "_datasets")],
    report: () => {},
    onFault: (reason) => console.error(reason),
  });
  const { exercises } = await loadExercises({
    dir,
    root: projectRoot,
    async dataset(name) {
      return {
        variants: await grader.store.variants(name),
        version: await grader.store.version(name),
      };
    },
  });
  // Data sets are built once per installation; that is not what a learner waits for.
  for (const exercise of exercises) await grader.prepare(exercise);
  grader.warm();
  const all: number[] = [];
  const byExercise: GradesResult["exercises"] = [];
  const began = performance.now();
  for (const exercise of exercises) {
    const own: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const verdict = await grader.grade(exercise, exercise.solutions[0]?.text ?? "");
      own.push(performance.now() - started);
      if (verdict.status !== "passed") throw new Error(`${exercise.slug}: ${verdict.status}`);
    }
    all.push(...own);
    byExercise.push({
      slug: exercise.slug,
      medianMs: quantile(
        own.sort((a, b) => a - b),
        0.5,
      ),
    });
  }
  const minutes = (performance.now() - began) / 60_000;
  await grader.close();
  all.sort((a, b) => a - b);
  return {
    exercises: byExercise,
    medianMs: quantile(all, 0.5),
    p95Ms: quantile(all, 0.95),
    perMinute: all.length / minutes,
  };
}
