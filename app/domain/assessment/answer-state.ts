import type { PublicQuestion } from "./question.ts";
import type { Response } from "./response.ts";
import { parseNumber } from "./score.ts";

/** Incomplete: something is there, but as it stands it cannot be right. */
export type AnswerState = "open" | "incomplete" | "answered";

/** How far a question is answered, told from the question and the answer alone, without its key. */
export function answerState(question: PublicQuestion, given: Response | undefined): AnswerState {
  const parts = given === undefined ? 0 : partsGiven(given);
  if (given === undefined || parts === 0) return "open";
  return parts >= partsAsked(question) && isReadable(question, given) ? "answered" : "incomplete";
}

function partsGiven(given: Response): number {
  switch (given.kind) {
    case "none":
      return 0;
    case "options":
      return given.options.length;
    case "text":
      return given.text.trim() === "" ? 0 : 1;
    case "order":
      return given.items.length;
    case "pairs":
      return Object.keys(given.pairs).length;
    case "lines":
      return given.lines.length;
    default:
      return given satisfies never;
  }
}

function partsAsked(question: PublicQuestion): number {
  switch (question.kind) {
    case "single":
    case "multiple":
    case "numeric":
    case "short-text":
      return 1;
    case "ordering":
      return question.items.length;
    case "matching":
      return question.lefts.length;
    case "plan-node":
    case "code-lines":
      return question.choose;
    default:
      return question satisfies never;
  }
}

function isReadable(question: PublicQuestion, given: Response): boolean {
  return question.kind !== "numeric" || given.kind !== "text" || parseNumber(given.text) !== null;
}
