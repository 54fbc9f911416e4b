import type { Lesson } from "#app/domain/content/catalog.ts";
import { lintBalance } from "#app/domain/content/directives.ts";
import { lessonFrontMatter, type LessonFrontMatter } from "#app/domain/content/front-matter.ts";
import { parseFence } from "#app/domain/content/fence.ts";
import {
  lintLessonBlocks,
  lintLessonStandard,
  type LessonStandard,
} from "#app/domain/content/lint-lesson.ts";
import type { Located, Problem } from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import { lintSource } from "#app/domain/content/source-limits.ts";
import { visit } from "unist-util-visit";
import { compileBlocks } from "./compile-blocks.ts";
import type { Figures } from "./figures.ts";
import { parseSource, type Source } from "./front-matter.ts";
import { lintTree, type Link } from "./lint-tree.ts";
import { lintTypeScript } from "./lint-typescript.ts";
import { codeFences, countWords, lineOf, parseMarkdown } from "./markdown-tree.ts";
import { collectSnippets } from "./snippets.ts";

export type LessonPlace = { module: string; slug: string; number: number; figures: Figures };

export type ReadLesson = {
  lesson: Lesson | null;
  source: Located<LessonFrontMatter> | null;
  snippets: Snippet[];
  links: Link[];
  problems: Problem[];
};

/** One lesson file → its blocks, what to run for it, and everything wrong with it. */
export function readLesson(
  input: Source,
  place: LessonPlace,
  standard: LessonStandard,
): ReadLesson {
  const { file } = input;
  const tooMuch = lintSource(file, input.text);
  if (tooMuch.length > 0) {
    return { lesson: null, source: null, snippets: [], links: [], problems: tooMuch };
  }
  const { located, body, problems } = parseSource(input, lessonFrontMatter);
  const tree = parseMarkdown(body);
  const fences = codeFences(tree);
  const dataset = located?.data.dataset ?? "hallucifix";
  const { problems: treeProblems, links } = lintTree(file, tree);
  const run = collectSnippets({ file, dataset }, fences);
  const compiled = compileBlocks(tree, { file, figures: place.figures, snippets: run.byFence });
  const live = fences.filter(
    (code) => code.lang === "sql" && parseFence(code.meta ?? "").flags.has("live"),
  );
  const words = countWords(tree);
  const all = [
    ...problems,
    ...lintBalance(file, body),
    ...treeProblems,
    ...lintTypeScript(file, fences),
    ...run.problems,
    ...compiled.problems,
    ...lintLessonBlocks(file, compiled.blocks, live.map(lineOf), quizLines(tree)),
  ];
  if (!located) return { lesson: null, source: null, snippets: run.snippets, links, problems: all };
  all.push(...lintLessonStandard(located, { blocks: compiled.blocks, words }, standard));
  const lesson: Lesson = {
    ...located.data,
    module: place.module,
    slug: place.slug,
    id: `${place.module}/${place.slug}`,
    number: place.number,
    file,
    blocks: compiled.blocks,
    toc: compiled.toc,
    words,
  };
  return { lesson, source: located, snippets: run.snippets, links, problems: all };
}

function quizLines(tree: ReturnType<typeof parseMarkdown>): number[] {
  const lines: number[] = [];
  visit(tree, "containerDirective", (node) => {
    if (node.name === "quiz") lines.push(lineOf(node));
  });
  return lines;
}
