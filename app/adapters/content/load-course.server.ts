import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Course } from "#app/domain/content/course.ts";
import { lintBank } from "#app/domain/content/lint-bank.ts";
import { compareProblems, missingFolder, type Problem } from "#app/domain/content/problem.ts";
import { loadCatalog, type LoadedContent } from "./load-catalog.server.ts";
import { lintTask } from "./lint-task.ts";
import { loadExercises, type ExerciseSources } from "./load-exercises.server.ts";
import { loadPolicies } from "./load-policies.server.ts";

export type CourseSources = { contentDir: string; exercises: ExerciseSources };

export type LoadedCourse = Pick<LoadedContent, "found" | "snippets"> & {
  course: Course;
  /** In order of file and line. */
  problems: readonly Problem[];
};

/** Reads lessons, questions, exercises and rules from disk, with every problem found in them. */
export async function loadCourse({ contentDir, exercises }: CourseSources): Promise<LoadedCourse> {
  const shelf = await loadExercises(exercises);
  const slugs = exerciseSlugs(exercises.dir);
  const { catalog, found, snippets, problems } = loadCatalog({ contentDir, exercises: slugs });
  const policies = loadPolicies({ contentDir, exercises: slugs });
  return {
    course: {
      ...catalog,
      exercises: shelf.exercises,
      assessments: policies.assessments,
      certifications: policies.certifications,
      onboarding: policies.onboarding,
    },
    found,
    snippets: [...snippets, ...shelf.snippets],
    problems: [
      ...(existsSync(contentDir) ? [] : [missingFolder(contentDir, "modules/ and questions/")]),
      ...shelf.problems,
      ...problems,
      ...policies.problems,
      ...policies.assessments.flatMap((assessment) =>
        lintBank(
          assessmentFile(contentDir, exercises.root, assessment.slug),
          assessment,
          catalog.questions,
        ),
      ),
      ...[...slugs].flatMap((slug) => lintTaskOf(exercises, slug)),
    ].sort(compareProblems),
  };
}

/** Every exercise there is a folder for: a broken one is reported once, not by all who link to it. */
function exerciseSlugs(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  return new Set(
    readdirSync(folder).filter((name) => existsSync(join(folder, name, "exercise.md"))),
  );
}

function assessmentFile(contentDir: string, root: string, slug: string): string {
  const path = join(contentDir, "questions", slug, "assessment.md");
  return relative(root, path).split(sep).join("/");
}

function lintTaskOf({ dir, root }: ExerciseSources, slug: string): Problem[] {
  const path = join(dir, slug, "exercise.md");
  const file = relative(root, path).split(sep).join("/");
  return lintTask({ file, text: readFileSync(path, "utf8") });
}
