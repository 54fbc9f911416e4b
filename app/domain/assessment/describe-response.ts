import { plainText } from "../content/plain-text.ts";
import type { PublicQuestion } from "./question.ts";
import type { Response } from "./response.ts";

/** As much of an option or line as tells it from the others. */
const enough = 90;

/**
 * An answer in words, as it stood on the learner's page: options by their place there. Also for
 * answers that fit no question (`question` null) or name something it does not have.
 */
export function describeResponse(question: PublicQuestion | null, given: Response): string {
  switch (given.kind) {
    case "none":
      return "nothing";
    case "text":
      return `“${given.text}”`;
    case "options":
      return list(
        given.options.map((id) =>
          nameOf(shownIn(question, "options"), id, (index) => `option ${index + 1}`),
        ),
      );
    case "order":
      return list(
        given.items.map((id, index) => `${index + 1}. ${textOf(shownIn(question, "items"), id)}`),
      );
    case "pairs":
      return list(
        Object.entries(given.pairs).map(
          ([left, right]) =>
            `${textOf(shownIn(question, "lefts"), left)} → ${nameOf(shownIn(question, "rights"), right, letter)}`,
        ),
      );
    case "lines":
      return list(given.lines.map((number) => describeLine(question, number)));
    default:
      return given satisfies never;
  }
}

type Shown = readonly { id: string; html: string }[];

function shownIn(
  question: PublicQuestion | null,
  part: "options" | "items" | "lefts" | "rights",
): Shown {
  if (!question) return [];
  switch (question.kind) {
    case "single":
    case "multiple":
      return part === "options" ? question.options : [];
    case "ordering":
      return part === "items" ? question.items : [];
    case "matching":
      return part === "lefts" ? question.lefts : part === "rights" ? question.rights : [];
    case "numeric":
    case "short-text":
    case "plan-node":
    case "code-lines":
      return [];
    default:
      return question satisfies never;
  }
}

function nameOf(shown: Shown, id: string, label: (index: number) => string): string {
  const index = shown.findIndex((one) => one.id === id);
  return index < 0 ? unknown(id) : `${label(index)}: ${textOf(shown, id)}`;
}

function textOf(shown: Shown, id: string): string {
  const found = shown.find((one) => one.id === id);
  return found ? plainText(found.html, enough) : unknown(id);
}

function describeLine(question: PublicQuestion | null, number: number): string {
  const line =
    question?.kind === "plan-node" || question?.kind === "code-lines"
      ? question.lines.find((one) => one.number === number)
      : undefined;
  return line ? `line ${number}: ${plainText(line.html, enough)}` : `line ${number}`;
}

function unknown(id: string): string {
  return `something the question does not have (“${id.slice(0, 40)}”)`;
}

function list(parts: readonly string[]): string {
  return parts.length > 0 ? parts.join("; ") : "nothing";
}

function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}
