import { z } from "zod";
import { eachBlock, type Block } from "./block.ts";
import type { LessonFrontMatter } from "./front-matter.ts";
import type { Located, Problem } from "./problem.ts";

/** What a finished lesson has at least; every later one copies these. Set in content/settings/course.yaml. */
export const lessonStandard = z.strictObject({
  minWords: z.number().int().nonnegative().default(1_200),
  maxWords: z.number().int().positive().default(2_500),
  liveBlocks: z.number().int().nonnegative().default(3),
  quizzes: z.number().int().nonnegative().default(2),
});
export type LessonStandard = z.infer<typeof lessonStandard>;

export const courseSettings = z.strictObject({ lessons: lessonStandard });

type LessonBody = { blocks: readonly Block[]; words: number };

/** Is the lesson complete? Drafts are not asked. */
export function lintLessonStandard(
  { file, data, lineOf }: Located<LessonFrontMatter>,
  { blocks, words }: LessonBody,
  standard: LessonStandard,
): Problem[] {
  if (data.draft) return [];
  const problems: Problem[] = [];
  const report = (message: string, fix: string) =>
    problems.push({ file, line: lineOf("title"), message, fix });
  const all = [...eachBlock(blocks)];
  const count = (type: Block["type"]) => all.filter((block) => block.type === type).length;

  if (count("sql") < standard.liveBlocks) {
    report(
      `The lesson has ${count("sql")} live SQL blocks; it needs ${standard.liveBlocks}.`,
      "Mark more ```sql fences with live id=…, and tell the reader what to change.",
    );
  }
  if (count("figure") + count("stepper") === 0) {
    report("The lesson has no figure.", "Draw one and show it with ::figure or :::stepper.");
  }
  if (!all.some((block) => block.type === "callout" && block.kind === "production")) {
    report(
      "The lesson has no production callout.",
      "Add :::production with the mistake people make and how it shows.",
    );
  }
  if (count("quiz") < standard.quizzes) {
    report(
      `The lesson has ${count("quiz")} check-yourself questions; it needs ${standard.quizzes}.`,
      "Add a :::quiz block.",
    );
  }
  if (words < standard.minWords || words > standard.maxWords) {
    report(
      `The lesson has ${words} words; it needs ${standard.minWords} to ${standard.maxWords}.`,
      words < standard.minWords ? "Explain more, or merge it." : "Cut, or split the lesson.",
    );
  }
  return problems;
}

type Named = { id: string; line: number };

/** Ids of quizzes are unique, live blocks stand where they can run. */
export function lintLessonBlocks(
  file: string,
  blocks: readonly Block[],
  liveFences: readonly Named[],
  quizzes: readonly Named[],
): Problem[] {
  const problems: Problem[] = [];
  const shown = new Set([...eachBlock(blocks)].map((one) => (one.type === "sql" ? one.id : null)));
  for (const { id, line } of liveFences.filter((fence) => !shown.has(fence.id))) {
    problems.push({
      file,
      line,
      message: `The live block "${id}" stands inside a list or quotation, where it cannot run.`,
      fix: "Move it out to the left margin, or into a callout.",
    });
  }
  const seen = new Set<string>();
  for (const { id, line } of quizzes) {
    if (seen.has(id)) {
      problems.push({
        file,
        line,
        message: `The quiz id "${id}" is used twice.`,
        fix: "Give each quiz an id of its own.",
      });
    }
    seen.add(id);
  }
  return problems;
}

/** Lessons are numbered 01, 02, … in their file names; each gap or double is reported once. */
export function lintNumbers(lessons: ReadonlyArray<{ file: string; number: number }>): Problem[] {
  const order = [...lessons].sort((a, b) => a.number - b.number);
  return order.flatMap(({ file, number }, index) => {
    const expected = (order[index - 1]?.number ?? 0) + 1;
    if (number === expected) return [];
    return [
      {
        file,
        line: 1,
        message: `The lesson is number ${number}, where ${expected} is expected.`,
        fix: "Number the files 01-, 02-, … without gaps or doubles.",
      },
    ];
  });
}
