import { describe, expect, test } from "vitest";
import { toPublicQuestion } from "#app/domain/assessment/public-question.ts";
import { publicQuestion, question, type Question } from "#app/domain/assessment/question.ts";

const secretWord = "canary-7f3a";

const common = {
  id: "basic/schema/example",
  version: "v1",
  assessment: "basic" as const,
  section: "schema",
  points: 1,
  stem: "<p>Stem</p>",
  topic: secretWord,
  objectives: ["write-efficient-queries" as const],
  lessons: [secretWord],
  difficulty: 2,
  dataset: "hallucifix",
  explanation: `<p>${secretWord}</p>`,
};
const options = [
  { id: "z", html: "right", correct: true, why: secretWord },
  { id: "a", html: "wrong", correct: false, why: secretWord },
];
const lines = [
  { number: 1, html: "Limit", pickable: true },
  { number: 2, html: "Seq Scan", pickable: true },
];
const lineKey = { language: "plan", lines, answer: { lines: [2] }, why: { "1": secretWord } };
const entry = (id: string) => ({ id, html: `<p>${id}</p>` });

const questions: Question[] = [
  { kind: "single", ...common, options },
  { kind: "multiple", ...common, options },
  { kind: "numeric", ...common, answer: { value: 7341, tolerance: 0, unit: "rows" } },
  { kind: "ordering", ...common, items: [entry("c"), entry("a"), entry("b")] },
  {
    kind: "matching",
    ...common,
    pairs: [
      { left: entry("l2"), right: entry("r9") },
      { left: entry("l1"), right: entry("r1") },
    ],
    distractors: [entry("r5")],
  },
  { kind: "short-text", ...common, accept: [secretWord] },
  { kind: "plan-node", ...common, ...lineKey },
  { kind: "code-lines", ...common, ...lineKey },
];

describe("toPublicQuestion", () => {
  test.each(questions)("$kind: nothing of the key is left", (full) => {
    expect(question.parse(full)).toEqual(full);
    const shown = toPublicQuestion(full);
    expect(publicQuestion.parse(shown)).toEqual(shown);
    const text = JSON.stringify(shown);
    expect(text).not.toContain(secretWord);
    expect(text).not.toContain("correct");
    expect(text).not.toContain("7341");
    expect(text).not.toContain('"answer"');
  });

  test("lists come back in an order that has nothing to do with the key", () => {
    const ordering = toPublicQuestion(questions[3]!);
    expect(ordering.kind === "ordering" && ordering.items.map((item) => item.id)).toEqual([
      "a",
      "b",
      "c",
    ]);
    const matching = toPublicQuestion(questions[4]!);
    expect(matching.kind === "matching" && matching.rights.map((right) => right.id)).toEqual([
      "r1",
      "r5",
      "r9",
    ]);
  });
});
