import { z } from "zod";
import type { DraftData } from "#app/data/drafts.server.ts";
import type { SubmissionData } from "#app/data/submissions.server.ts";
import { exerciseKind } from "#app/domain/exercise/exercise.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";

/** Names of the modules, in the order of the course. */
export type ModuleTitles = ReadonlyArray<{ slug: string; title: string }>;

type Deps = {
  shelf: ExerciseShelf;
  submissions: SubmissionData;
  drafts: Pick<DraftData, "listStarted">;
  modules: ModuleTitles;
};

export const listedExercise = z.strictObject({
  slug: z.string(),
  title: z.string(),
  kind: exerciseKind,
  difficulty: z.number(),
  minutes: z.number(),
  practical: z.string().nullable(),
  /** started: a draft exists, nothing was handed in. */
  state: z.enum(["untouched", "started", "tried", "passed"]),
  tries: z.number(),
});
export type ListedExercise = z.infer<typeof listedExercise>;

export const exerciseGroup = z.strictObject({
  module: z.string(),
  title: z.string(),
  exercises: z.array(listedExercise),
});
export type ExerciseGroup = z.infer<typeof exerciseGroup>;

/** Every exercise by module, each with where this learner stands on it. */
export async function listExercises(
  { shelf, submissions, drafts, modules }: Deps,
  userId: string,
): Promise<ExerciseGroup[]> {
  const [passes, counts, started] = await Promise.all([
    submissions.listPasses(userId),
    submissions.countTries(userId),
    drafts.listStarted(userId),
  ]);
  const passed = new Set(passes.map((pass) => pass.exercise));
  const tries = new Map(counts.map((count) => [count.exercise, count.tries]));
  const all = shelf.list();
  const known = new Set(modules.map((module) => module.slug));
  const unknown = [...new Set(all.map((one) => one.module))].filter((slug) => !known.has(slug));
  const groups = [...modules, ...unknown.sort().map((slug) => ({ slug, title: inWords(slug) }))];
  return groups
    .map(({ slug, title }) => ({
      module: slug,
      title,
      exercises: all
        .filter((exercise) => exercise.module === slug)
        .sort((a, b) => a.difficulty - b.difficulty || a.minutes - b.minutes)
        .map((exercise) => ({
          slug: exercise.slug,
          title: exercise.title,
          kind: exercise.kind,
          difficulty: exercise.difficulty,
          minutes: exercise.minutes,
          practical: exercise.practical ?? null,
          state: passed.has(exercise.slug)
            ? "passed"
            : tries.has(exercise.slug)
              ? "tried"
              : started.includes(exercise.slug)
                ? "started"
                : "untouched",
          tries: tries.get(exercise.slug) ?? 0,
        })),
    }))
    .filter((group) => group.exercises.length > 0)
    .map((group) => exerciseGroup.parse(group));
}

/** "query-optimization" → "Query optimization". */
function inWords(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
