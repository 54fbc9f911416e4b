import { createHash } from "node:crypto";
import { toString } from "mdast-util-to-string";
import type { RootContent } from "mdast";
import type { Question } from "#app/domain/assessment/question.ts";
import type { AssessmentName } from "#app/domain/assessment/sections.ts";
import { lintBalance } from "#app/domain/content/directives.ts";
import { lintQuestion } from "#app/domain/content/lint-question.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import {
  questionFrontMatter,
  type QuestionFrontMatter,
} from "#app/domain/content/question-front-matter.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import { lintSource } from "#app/domain/content/source-limits.ts";
import { parseSource, type Source } from "./front-matter.ts";
import { lintTree, type Link } from "./lint-tree.ts";
import { lintTypeScript } from "./lint-typescript.ts";
import { codeFences, lineOf, parseMarkdown } from "./markdown-tree.ts";
import { kindReaders, type KindReading, type QuestionCommon } from "./question-kinds.ts";
import { cutSections, type QuestionSections } from "./question-sections.ts";
import { renderHtml } from "./render-html.ts";
import { collectSnippets } from "./snippets.ts";

export type QuestionPlace = { assessment: AssessmentName; section: string; slug: string };

export type ReadQuestion = {
  /** null when something is too broken to be a question. */
  question: Question | null;
  draft: boolean;
  snippets: Snippet[];
  links: Link[];
  problems: Problem[];
};

/** One question file → a question, what to run for it, and everything wrong with it. */
export function readQuestion(source: Source, place: QuestionPlace): ReadQuestion {
  const { file } = source;
  const tooMuch = lintSource(file, source.text);
  if (tooMuch.length > 0) return broken(tooMuch);
  const { located, body, problems } = parseSource(source, questionFrontMatter);
  const tree = parseMarkdown(body);
  const lint = lintTree(file, tree);
  const fences = codeFences(tree);
  const all = [...problems, ...lintBalance(file, body), ...lint.problems];
  all.push(...lintTypeScript(file, fences));
  if (!located) {
    // The fences can be read without the front matter; they are run when it names their data.
    const { problems: fenceProblems } = collectSnippets({ file, dataset: "" }, fences);
    return { ...broken([...all, ...fenceProblems]), links: lint.links };
  }

  const { data } = located;
  const run = collectSnippets({ file, dataset: data.dataset }, fences);
  const sections = cutSections(file, tree, data.kind);
  all.push(...run.problems, ...sections.problems, ...lintForbidden(file, tree.children));
  const reading = readKind(sections, data);
  if ("missing" in reading) {
    all.push({ file, line: stemLine(sections), message: reading.missing, fix: reading.fix });
    return { ...broken(all), snippets: run.snippets, links: lint.links, draft: data.draft };
  }
  const question = {
    kind: data.kind,
    ...commonPart(source, place, data, sections),
    ...reading.own,
  } as Question;
  all.push(
    ...lintQuestion({
      file,
      question,
      stemText: plainText(sections.stem),
      explanationText: plainText(sections.explanation),
      choices: reading.choices ?? [],
      answerLine: reading.answerLine ?? located.lineOf("answer"),
      stemLine: sections.stem[0] ? stemLine(sections) : (reading.answerLine ?? 1),
    }),
  );
  const lessonLinks = data.lessons.map((lesson, index) => ({
    href: `/learn/${lesson}`,
    line: located.lineOf("lessons", index),
  }));
  const links = [...lint.links, ...lessonLinks];
  return { question, draft: data.draft, snippets: run.snippets, links, problems: all };
}

function broken(problems: Problem[]): ReadQuestion {
  return { question: null, draft: false, snippets: [], links: [], problems };
}

/** The registry is checked kind by kind where it is written; here the kind is only known at run time. */
function readKind(
  sections: QuestionSections,
  data: QuestionFrontMatter,
): KindReading<QuestionFrontMatter["kind"]> {
  const reader = kindReaders[data.kind] as (
    sections: QuestionSections,
    data: QuestionFrontMatter,
  ) => KindReading<QuestionFrontMatter["kind"]>;
  return reader(sections, data);
}

function commonPart(
  source: Source,
  { assessment, section, slug }: QuestionPlace,
  { points, topic, objectives, lessons, difficulty, dataset }: QuestionFrontMatter,
  { stem, explanation }: QuestionSections,
): QuestionCommon {
  return {
    id: `${assessment}/${section}/${slug}`,
    version: createHash("sha256").update(source.text).digest("hex").slice(0, 16),
    assessment,
    section,
    points,
    stem: renderHtml(stem),
    topic,
    objectives,
    lessons,
    difficulty,
    dataset,
    explanation: renderHtml(explanation),
  };
}

/** Live blocks and special blocks belong to lessons. */
function lintForbidden(file: string, nodes: readonly RootContent[]): Problem[] {
  return nodes.flatMap((node) => {
    const live = node.type === "code" && /\blive\b/.test(node.meta ?? "");
    const special = node.type === "containerDirective" || node.type === "leafDirective";
    if (!live && !special) return [];
    return [
      {
        file,
        line: lineOf(node),
        message: live ? "A question holds no live blocks." : "A question holds no special blocks.",
        fix: live ? "Remove the word live." : "Use plain Markdown.",
      },
    ];
  });
}

function stemLine({ stem }: QuestionSections): number {
  return lineOf(stem[0]);
}

function plainText(nodes: readonly RootContent[]): string {
  return nodes.map((node) => toString(node)).join(" ");
}
