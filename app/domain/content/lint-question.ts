import type { Question } from "../assessment/question.ts";
import type { Choice } from "./lint-choices.ts";
import { lintChoices } from "./lint-choices.ts";
import { plainText } from "./plain-text.ts";
import type { Problem } from "./problem.ts";

/** A question as its file gave it, with the lines that problems point at. */
export type QuestionFacts = {
  file: string;
  question: Question;
  /** Plain text of the stem. */
  stemText: string;
  explanationText: string;
  choices: readonly Choice[];
  /** Line of the answer part: list, table, fence or front-matter key. */
  answerLine: number;
  stemLine: number;
};

/** Is the key complete and fair? One plain rule per message; see docs/how-to/content-rules.md. */
export function lintQuestion(facts: QuestionFacts): Problem[] {
  const { file, stemText, explanationText, stemLine } = facts;
  const problems: Problem[] = [];
  const report: Report = (line, message, fix) => problems.push({ file, line, message, fix });
  if (stemText.trim().length < 15) {
    report(stemLine, "The stem asks nothing.", "Write the question below the front matter.");
  }
  if (explanationText.trim().length < 40) {
    report(
      stemLine,
      "The explanation is missing or says too little.",
      "Add ## Explanation with the reason behind the key, in at least 40 characters.",
    );
  }
  problems.push(...lintKey(facts, report));
  return problems;
}

type Report = (line: number, message: string, fix: string) => void;

function lintKey(facts: QuestionFacts, report: Report): Problem[] {
  const { file, question, choices, answerLine } = facts;
  switch (question.kind) {
    case "single":
      return lintChoices(file, answerLine, choices, "single");
    case "multiple":
      lintHowMany(facts, report);
      return lintChoices(file, answerLine, choices, "multiple");
    case "numeric":
      return [];
    case "short-text":
      lintRevealed(facts, question.accept, report);
      return [];
    case "ordering":
      lintDoubles(question.items, answerLine, report);
      return [];
    case "matching":
      lintDoubles(
        question.pairs.map(({ left }) => left),
        answerLine,
        report,
      );
      lintDoubles(
        [...question.pairs.map(({ right }) => right), ...question.distractors],
        answerLine,
        report,
      );
      return [];
    case "plan-node":
    case "code-lines":
      lintLines(question, answerLine, report);
      return [];
    default:
      return question satisfies never;
  }
}

const numbers: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };

function lintHowMany({ question, choices, stemText, stemLine }: QuestionFacts, report: Report) {
  if (question.kind !== "multiple") return;
  const said = /\b(two|three|four|five|every|each|all)\b/i.exec(stemText)?.[1]?.toLowerCase();
  if (said === undefined) {
    report(
      stemLine,
      "The stem does not say how many options are right.",
      "Ask for “two”, “three”, … or “every” of them.",
    );
  }
  const asked = /\b(?:which|choose|select|pick|mark|name)\s+(?:the\s+)?\**(two|three|four|five)\b/i
    .exec(stemText)?.[1]
    ?.toLowerCase();
  const right = choices.filter((choice) => choice.correct).length;
  if (asked !== undefined && numbers[asked] !== right) {
    report(stemLine, `The stem asks for ${asked}, but ${right} are right.`, "Make them agree.");
  }
}

/** A stem that holds its own answer word for word tests copying. */
function lintRevealed(facts: QuestionFacts, answers: readonly string[], report: Report) {
  const words = ` ${facts.stemText.toLowerCase().replaceAll(/[^\p{L}\p{N}_.]+/gu, " ")} `;
  for (const answer of answers) {
    const plain = answer
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_.]+/gu, " ");
    if (plain.length > 2 && words.includes(` ${plain} `)) {
      report(facts.stemLine, `The stem contains the answer “${answer}”.`, "Reword the stem.");
    }
  }
}

function lintDoubles(
  items: ReadonlyArray<{ id: string; html: string }>,
  line: number,
  report: Report,
) {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item.id)) {
      report(line, `“${plainText(item.html)}” appears twice.`, "Make every entry different.");
    }
    seen.add(item.id);
  }
}

function lintLines(
  question: Extract<Question, { kind: "plan-node" | "code-lines" }>,
  line: number,
  report: Report,
) {
  const pickable = question.lines.filter((entry) => entry.pickable).map(({ number }) => number);
  for (const answer of question.answer.lines) {
    if (!pickable.includes(answer)) {
      report(
        line,
        `Line ${answer} is the answer, but it is no line that can be picked.`,
        `Lines that can be picked: ${pickable.join(", ")}.`,
      );
    }
  }
  const reasons = Object.keys(question.why).map(Number);
  for (const reason of reasons) {
    if (!pickable.includes(reason) || question.answer.lines.includes(reason)) {
      report(
        line,
        `"why" gives a reason for line ${reason}, which is ${pickable.includes(reason) ? "the answer" : "no line that can be picked"}.`,
        "Give reasons for wrong lines only; the answer's belongs into ## Explanation.",
      );
    }
  }
  const wrong = pickable.filter((number) => !question.answer.lines.includes(number));
  const missing = wrong.filter((number) => !reasons.includes(number));
  if (question.kind === "plan-node" && missing.length > 0) {
    report(
      line,
      `"why" has no reason for the wrong node in line ${missing.join(", ")}.`,
      'Add it, as in why: { "1": "…" }.',
    );
  }
  if (question.kind === "code-lines" && reasons.length === 0) {
    report(line, '"why" has no reason for any wrong line.', "Add one for each plausible line.");
  }
}
