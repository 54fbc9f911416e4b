import type { Problem } from "./problem.ts";

export type Choice = {
  line: number;
  text: string;
  correct: boolean;
  /** Plain text of the reason; empty when there is none. */
  whyText: string;
};

/** Rules for a list of options, in a lesson's quiz as in a question of an examination. */
export function lintChoices(
  file: string,
  line: number,
  choices: readonly Choice[],
  kind: "single" | "multiple",
): Problem[] {
  const problems: Problem[] = [];
  const report = (at: number, message: string, fix: string) =>
    problems.push({ file, line: at, message, fix });
  if (choices.length < 2) {
    report(
      line,
      "There are fewer than two options.",
      "List at least two options as - [ ] and - [x].",
    );
    return problems;
  }
  const right = choices.filter((choice) => choice.correct);
  if (right.length === 0) {
    report(line, "No option is marked right.", "Mark the right one with - [x].");
  } else if (kind === "single" && right.length > 1) {
    report(
      line,
      `${right.length} options are marked right, but only one may be.`,
      "Mark one with - [x], or use kind: multiple.",
    );
  } else if (right.length === choices.length) {
    report(line, "Every option is marked right.", "Add a wrong option with its reason.");
  }
  const seen = new Map<string, number>();
  for (const choice of choices) {
    const text = normalise(choice.text);
    if (text === "")
      report(choice.line, "The option is empty.", "Write its text after the brackets.");
    const earlier = seen.get(text);
    if (earlier !== undefined && text !== "") {
      report(choice.line, `The option says the same as line ${earlier}.`, "Reword or remove one.");
    }
    seen.set(text, choice.line);
    if (choice.whyText.trim() === "") {
      report(
        choice.line,
        "The option has no reason.",
        `Say, indented below it, why it is ${choice.correct ? "right" : "wrong"}.`,
      );
    }
    if (/^(?:all|none|both|neither)(?: of)? (?:the )?(?:above|these|them)\b/.test(text)) {
      report(
        choice.line,
        "“All of the above” and its relatives test reading, not the subject.",
        "Write an option that can be right or wrong by itself.",
      );
    }
  }
  return [...problems, ...giveaways(file, choices, right)];
}

const absolute = /\b(?:always|never|only ever|under no circumstances|in every case)\b/;

/** Cues that let a reader pick the answer without knowing the subject. */
function giveaways(file: string, choices: readonly Choice[], right: readonly Choice[]): Problem[] {
  const wrong = choices.filter((choice) => !choice.correct);
  const [answer] = right;
  if (right.length !== 1 || !answer || wrong.length < 2) return [];
  const problems: Problem[] = [];
  const longest = Math.max(...wrong.map((choice) => choice.text.length));
  if (answer.text.length > 60 && answer.text.length > 1.7 * longest) {
    problems.push({
      file,
      line: answer.line,
      message: "The right option is much longer than every wrong one, which gives it away.",
      fix: "Shorten it, or make a wrong option as detailed.",
    });
  }
  if (
    wrong.every((choice) => absolute.test(normalise(choice.text))) &&
    !absolute.test(normalise(answer.text))
  ) {
    problems.push({
      file,
      line: answer.line,
      message: "Every wrong option says “always” or “never”; the right one stands out.",
      fix: "Reword the wrong options so that they could be true.",
    });
  }
  return problems;
}

function normalise(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, " ");
}
