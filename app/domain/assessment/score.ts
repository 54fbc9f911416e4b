import type { QuestionKind, QuestionOf } from "./question.ts";
import type { FrozenItem } from "./draw-form.ts";
import type { Response } from "./response.ts";

export type ItemScore = {
  id: string;
  section: string;
  earned: number;
  possible: number;
  answered: boolean;
};
export type SectionScore = { section: string; earned: number; possible: number };
export type AttemptScore = {
  /** Grows when the meaning of a score changes, so that an old grade can be told from a new one. */
  scorer: 1;
  earned: number;
  possible: number;
  passMark: number;
  passed: boolean;
  sections: readonly SectionScore[];
  items: readonly ItemScore[];
};

type Answers = ReadonlyMap<string, Response>;
type IsRight<K extends QuestionKind> = (question: QuestionOf<K>, given: Response) => boolean;

const lineIsRight = (question: { answer: { lines: readonly number[] } }, given: Response) =>
  given.kind === "lines" && sameSet(given.lines, question.answer.lines);

const optionsAreRight = (
  question: { options: readonly { id: string; correct: boolean }[] },
  given: Response,
) =>
  given.kind === "options" &&
  sameSet(
    given.options,
    question.options.filter((option) => option.correct).map((option) => option.id),
  );

/** One rule per kind. Right or wrong, no part marks: each item asks for one decision. */
const isRight: { [K in QuestionKind]: IsRight<K> } = {
  single: optionsAreRight,
  multiple: optionsAreRight,
  numeric: (question, given) => {
    const value = given.kind === "text" ? parseNumber(given.text) : null;
    return value !== null && Math.abs(value - question.answer.value) <= question.answer.tolerance;
  },
  ordering: (question, given) =>
    given.kind === "order" &&
    given.items.length === question.items.length &&
    question.items.every((item, index) => given.items[index] === item.id),
  matching: (question, given) =>
    given.kind === "pairs" &&
    Object.keys(given.pairs).length === question.pairs.length &&
    question.pairs.every((pair) => given.pairs[pair.left.id] === pair.right.id),
  "short-text": (question, given) =>
    given.kind === "text" &&
    question.accept.some((accepted) => normalise(accepted) === normalise(given.text)),
  "plan-node": lineIsRight,
  "code-lines": lineIsRight,
};

/** Scores one frozen item. An unanswered item earns nothing; nothing is ever taken away. */
export function scoreItem(question: FrozenItem, given: Response | undefined): ItemScore {
  const answered = given !== undefined && given.kind !== "none";
  const rule = isRight[question.kind] as IsRight<QuestionKind>;
  const right = answered && rule(question as QuestionOf<QuestionKind>, given);
  return {
    id: question.id,
    section: question.section,
    earned: right ? question.points : 0,
    possible: question.points,
    answered,
  };
}

/** Scores an attempt in whole points: 40 of 50 is 80 %, 39 is not. */
export function scoreAttempt(
  items: readonly FrozenItem[],
  answers: Answers,
  passMark: number,
): AttemptScore {
  const scores = items.map((item) => scoreItem(item, answers.get(item.id)));
  const earned = sum(scores.map((score) => score.earned));
  const possible = sum(scores.map((score) => score.possible));
  const sections = [...new Set(scores.map((score) => score.section))].map((section) => {
    const own = scores.filter((score) => score.section === section);
    return {
      section,
      earned: sum(own.map((one) => one.earned)),
      possible: sum(own.map((one) => one.possible)),
    };
  });
  return {
    scorer: 1,
    earned,
    possible,
    passMark,
    passed: reaches(earned, possible, passMark),
    sections,
    items: scores,
  };
}

/** Whether `earned` of `possible` points reach `passMark` percent, in whole numbers and without rounding. */
export function reaches(earned: number, possible: number, passMark: number): boolean {
  return possible > 0 && earned * 100 >= passMark * possible;
}

/**
 * Reads a typed number: "5,000" and "5 000" as thousands, "0.95" and "95%" and "95 %" as they
 * stand; null for anything else, Infinity and NaN included.
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/\s*%$/, "")
    .replace(/(?<=\d)[\s_,'](?=\d{3}(?!\d))/g, "");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

function normalise(text: string): string {
  return text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  const set = new Set(a);
  return set.size === a.length && a.length === b.length && b.every((one) => set.has(one));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
