import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { CourseModule, Lesson } from "#app/domain/content/catalog.ts";
import {
  moduleFrontMatter,
  type LessonFrontMatter,
  type ModuleFrontMatter,
} from "#app/domain/content/front-matter.ts";
import type { SourceLink } from "#app/domain/content/lint-course.ts";
import { lintNumbers, type LessonStandard } from "#app/domain/content/lint-lesson.ts";
import type { Located, Problem } from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import { lintSource } from "#app/domain/content/source-limits.ts";
import { loadFigures } from "./figures.ts";
import { parseSource } from "./front-matter.ts";
import { lintTree } from "./lint-tree.ts";
import { parseMarkdown } from "./markdown-tree.ts";
import { readLesson } from "./read-lesson.ts";
import { renderHtml } from "./render-html.ts";

export type ReadModule = {
  module: { module: CourseModule; source: Located<ModuleFrontMatter> } | null;
  lessons: Array<{ lesson: Lesson; source: Located<LessonFrontMatter> }>;
  snippets: Snippet[];
  links: SourceLink[];
  problems: Problem[];
};

const lessonName = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/;

/** One folder of content/modules. @param shown Its path as problems name it. */
export function readModule(
  folder: string,
  shown: string,
  slug: string,
  standard: LessonStandard,
): ReadModule {
  const figures = loadFigures(join(folder, "figures"), `${shown}/figures`);
  const read: ReadModule = {
    module: null,
    lessons: [],
    snippets: [],
    links: [],
    problems: [...figures.problems],
  };
  const numbered: Array<{ file: string; number: number }> = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".md") || name === "module.md") continue;
    const file = `${shown}/${name}`;
    const match = lessonName.exec(name);
    if (!match) {
      read.problems.push({
        file,
        line: 1,
        message: "The file name is not that of a lesson.",
        fix: "Name it by number and slug, like 02-query-plans.md.",
      });
      continue;
    }
    numbered.push({ file, number: Number(match[1]) });
    const source = { file, text: readFileSync(join(folder, name), "utf8") };
    const place = { module: slug, number: Number(match[1]), slug: match[2] ?? "", figures };
    const result = readLesson(source, place, standard);
    read.snippets.push(...result.snippets);
    read.links.push(...result.links.map((link) => ({ file, ...link })));
    read.problems.push(...result.problems);
    if (result.lesson && result.source) {
      read.lessons.push({ lesson: result.lesson, source: result.source });
    }
  }
  read.problems.push(...lintNumbers(numbered));
  readIntroduction(read, folder, shown, slug);
  return read;
}

function readIntroduction(read: ReadModule, folder: string, shown: string, slug: string): void {
  const path = join(folder, "module.md");
  const file = `${shown}/module.md`;
  if (!existsSync(path)) {
    read.problems.push({
      file,
      line: 1,
      message: "The module has no module.md.",
      fix: "Create it with title, order, minutes, summary and objectives, and one paragraph.",
    });
    return;
  }
  const source = { file, text: readFileSync(path, "utf8") };
  const tooMuch = lintSource(file, source.text);
  read.problems.push(...tooMuch);
  if (tooMuch.length > 0) return;
  const { located, body, problems } = parseSource(source, moduleFrontMatter);
  const tree = parseMarkdown(body);
  const lint = lintTree(file, tree);
  read.problems.push(...problems, ...lint.problems);
  read.links.push(...lint.links.map((link) => ({ file, ...link })));
  if (tree.children.length === 0) {
    read.problems.push({
      file,
      line: 1,
      message: "The module has no introduction.",
      fix: "Write one paragraph below the front matter.",
    });
  }
  if (!located) return;
  const lessons = read.lessons.map(({ lesson }) => lesson).sort((a, b) => a.number - b.number);
  const introduction = renderHtml(tree.children);
  read.module = {
    module: { ...located.data, slug, file, introduction, lessons },
    source: located,
  };
}
