import type { Course } from "#app/domain/content/course.ts";
import { compareProblems, type Problem } from "#app/domain/content/problem.ts";
import { loadCatalog } from "./load-catalog.server.ts";
import { loadExercises, type ExerciseSources } from "./load-exercises.server.ts";
import { loadPolicies } from "./load-policies.server.ts";

export type CourseSources = { contentDir: string; exercises: ExerciseSources };

/** Reads lessons, questions, exercises and rules from disk, with every problem found in them. */
export async function loadCourse({
  contentDir,
  exercises,
}: CourseSources): Promise<{ course: Course; problems: readonly Problem[] }> {
  const shelf = await loadExercises(exercises);
  const slugs = new Set(shelf.exercises.map((exercise) => exercise.slug));
  const { catalog, problems } = loadCatalog({ contentDir, exercises: slugs });
  const policies = loadPolicies({ contentDir, exercises: slugs });
  return {
    course: {
      ...catalog,
      exercises: shelf.exercises,
      assessments: policies.assessments,
      certifications: policies.certifications,
      onboarding: policies.onboarding,
    },
    problems: [...shelf.problems, ...problems, ...policies.problems].sort(compareProblems),
  };
}
