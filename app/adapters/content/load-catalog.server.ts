import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import {
  assessmentName,
  assessmentSections,
  isSectionOf,
  type AssessmentName,
} from "#app/domain/assessment/sections.ts";
import type { Question } from "#app/domain/assessment/question.ts";
import type { Catalog, CourseModule } from "#app/domain/content/catalog.ts";
import { lintCourse, type SourceLink } from "#app/domain/content/lint-course.ts";
import { compareProblems, type Problem } from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import { readModule, type ReadModule } from "./read-module.ts";
import { readQuestion } from "./read-question.ts";
import { readSettings, type ReadSettings } from "./read-settings.ts";

export type LoadOptions = {
  /** Folder that holds modules/ and questions/. */
  contentDir: string;
  /** Slugs of the exercises that exist; null leaves links to exercises unchecked. */
  exercises: ReadonlySet<string> | null;
};

export type LoadedContent = {
  /** Published content only; valid even when there are problems, as far as it could be read. */
  catalog: Catalog;
  /** Everything found, drafts included: what `planwise check` counts. */
  found: {
    modules: readonly CourseModule[];
    questions: ReadonlyArray<Question & { draft: boolean }>;
  };
  snippets: readonly Snippet[];
  /** In order of file and line. */
  problems: readonly Problem[];
};

/** Reads all content from disk. Never throws for what an author wrote: everything wrong is collected. */
export function loadCatalog(options: LoadOptions): LoadedContent {
  const settings = readSettings(options.contentDir, shownPath(options.contentDir));
  const modules = loadModules(options, settings);
  const questions = loadQuestions(options);
  const links: SourceLink[] = [...modules.flatMap((module) => module.links), ...questions.links];
  const course = lintCourse({
    modules: modules.flatMap(({ module }) => (module ? [module] : [])),
    lessons: modules.flatMap(({ lessons }) => lessons),
    links,
    exercises: options.exercises,
  });
  const foundModules = modules
    .flatMap(({ module }) => (module ? [module.module] : []))
    .sort((a, b) => a.order - b.order);
  return {
    catalog: {
      modules: foundModules.filter((module) => !module.draft).map(publishedLessons),
      questions: questions.found.filter(({ draft }) => !draft).map(withoutDraft),
    },
    found: { modules: foundModules, questions: questions.found },
    snippets: [...modules.flatMap(({ snippets }) => snippets), ...questions.snippets],
    problems: [
      ...settings.problems,
      ...modules.flatMap(({ problems }) => problems),
      ...questions.problems,
      ...course,
    ].sort(compareProblems),
  };
}

function publishedLessons(module: CourseModule): CourseModule {
  return { ...module, lessons: module.lessons.filter((lesson) => !lesson.draft) };
}

function withoutDraft({ draft: _draft, ...question }: Question & { draft: boolean }): Question {
  return question as Question;
}

function loadModules({ contentDir }: LoadOptions, settings: ReadSettings): ReadModule[] {
  const root = join(contentDir, "modules");
  return folders(root).map((slug) =>
    readModule(join(root, slug), shownPath(join(root, slug)), slug, settings.lessons),
  );
}

type LoadedQuestions = {
  found: Array<Question & { draft: boolean }>;
  snippets: Snippet[];
  links: SourceLink[];
  problems: Problem[];
};

function loadQuestions({ contentDir }: LoadOptions): LoadedQuestions {
  const root = join(contentDir, "questions");
  const loaded: LoadedQuestions = { found: [], snippets: [], links: [], problems: [] };
  for (const assessment of folders(root)) {
    for (const section of folders(join(root, assessment))) {
      const folder = join(root, assessment, section);
      const name = assessmentName.safeParse(assessment).data;
      if (!name || !isSectionOf(name, section)) {
        loaded.problems.push(unknownSection(shownPath(folder), name));
        continue;
      }
      for (const entry of readdirSync(folder).sort()) {
        if (entry.endsWith(".md")) loadQuestion(loaded, folder, entry, name, section);
      }
    }
  }
  return loaded;
}

function loadQuestion(
  loaded: LoadedQuestions,
  folder: string,
  entry: string,
  assessment: AssessmentName,
  section: string,
): void {
  const file = `${shownPath(folder)}/${entry}`;
  const slug = entry.replace(/\.md$/, "");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    loaded.problems.push({
      file,
      line: 1,
      message: "The file name is not a slug.",
      fix: "Use lower-case letters, digits and hyphens, like slow-word-search.md.",
    });
  }
  const source = { file, text: readFileSync(join(folder, entry), "utf8") };
  const read = readQuestion(source, { assessment, section, slug });
  if (read.question) {
    const twin = loaded.found.find((question) => question.id.split("/").at(-1) === slug);
    if (twin) {
      loaded.problems.push({
        file,
        line: 1,
        message: `The slug "${slug}" is already used by ${twin.id}.`,
        fix: "Rename one of the files; a slug is used once.",
      });
    }
    loaded.found.push({ ...read.question, draft: read.draft });
  }
  loaded.snippets.push(...read.snippets);
  loaded.links.push(...read.links.map((link) => ({ file, ...link })));
  loaded.problems.push(...read.problems);
}

function unknownSection(file: string, assessment: AssessmentName | undefined): Problem {
  const known = assessment ? assessmentSections[assessment] : Object.keys(assessmentSections);
  return {
    file,
    line: 1,
    message: assessment
      ? `The assessment "${assessment}" has no section of this name.`
      : "There is no assessment of this name.",
    fix: `Use one of: ${known.join(", ")}.`,
  };
}

function folders(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

function shownPath(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/");
}
