import type { Code, Root } from "mdast";
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
  const words = countWords(tree);
  const all = [
    ...problems,
    ...lintBalance(file, body),
    ...treeProblems,
    ...lintTypeScript(file, fences),
    ...run.problems,
    ...compiled.problems,
    ...lintLessonBlocks(file, compiled.blocks, liveFences(fences), quizzes(tree)),
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

function liveFences(fences: readonly Code[]): Array<{ id: string; line: number }> {
  return fences.flatMap((code) => {
    const fence = parseFence(code.meta ?? "");
    const id = fence.values.get("id");
    return code.lang === "sql" && fence.flags.has("live") && id !== undefined
      ? [{ id, line: lineOf(code) }]
      : [];
  });
}

function quizzes(tree: Root): Array<{ id: string; line: number }> {
  const found: Array<{ id: string; line: number }> = [];
  visit(tree, "containerDirective", (node) => {
    if (node.name === "quiz") found.push({ id: node.attributes?.["id"] ?? "", line: lineOf(node) });
  });
  return found;
}
