import type { AssessmentRules } from "#app/domain/assessment/assessment.ts";
import type { Question, QuestionKind, QuestionOf } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";

/** In every place of a made-up question that no learner may see before submission. */
export const SECRET = "canary-7f3a";

const entry = (id: string) => ({ id, html: `<p>${id}</p>` });
const choices = (right: readonly string[]) =>
  ["a", "b", "c", "d"].map((id) => ({ ...entry(id), correct: right.includes(id), why: SECRET }));

const lines = [1, 2, 3, 4, 5].map((number) => ({
  number,
  html: `line ${number}`,
  // Line 3 is shown, but is no candidate.
  pickable: number !== 3,
}));

type KeyOf<K extends QuestionKind> = Omit<
  QuestionOf<K>,
  | "id"
  | "version"
  | "assessment"
  | "section"
  | "points"
  | "stem"
  | "topic"
  | "objectives"
  | "lessons"
  | "difficulty"
  | "dataset"
  | "explanation"
>;

const keys: { [K in QuestionKind]: KeyOf<K> } = {
  single: { kind: "single", options: choices(["b"]) },
  multiple: { kind: "multiple", options: choices(["a", "c"]) },
  numeric: { kind: "numeric", answer: { value: 7341, tolerance: 0.5, unit: "rows" } },
  ordering: { kind: "ordering", items: [entry("c"), entry("a"), entry("b")] },
  matching: {
    kind: "matching",
    pairs: [
      { left: entry("l1"), right: entry("r1") },
      { left: entry("l2"), right: entry("r2") },
    ],
    distractors: [entry("r3")],
  },
  "short-text": { kind: "short-text", accept: ["Index Only Scan", SECRET] },
  "plan-node": {
    kind: "plan-node",
    language: "plan",
    lines,
    answer: { lines: [4] },
    why: { "1": SECRET },
  },
  "code-lines": {
    kind: "code-lines",
    language: "ts",
    lines,
    answer: { lines: [2, 5] },
    why: { "1": SECRET },
  },
};

export const allKinds = Object.keys(keys) as QuestionKind[];

/** A question of any kind with its key; see rightAnswers and wrongAnswers for what fits it. */
export function makeQuestion<K extends QuestionKind>(
  kind: K,
  own: Partial<Pick<Question, "id" | "version" | "section" | "points" | "topic" | "stem">> = {},
): QuestionOf<K> {
  const common = {
    id: `basic/schema/${kind}`,
    version: "v1",
    assessment: "basic" as const,
    section: "schema",
    points: 1,
    stem: "<p>Stem</p>",
    topic: "indexes",
    objectives: ["write-efficient-queries" as const],
    lessons: [SECRET],
    difficulty: 2,
    dataset: "hallucifix",
    explanation: `<p>${SECRET}</p>`,
  };
  return { ...keys[kind], ...common, ...own } as unknown as QuestionOf<K>;
}

/** The right answer to makeQuestion(kind). */
export const rightAnswers: { [K in QuestionKind]: Response } = {
  single: { kind: "options", options: ["b"] },
  multiple: { kind: "options", options: ["c", "a"] },
  numeric: { kind: "text", text: "7,341" },
  ordering: { kind: "order", items: ["c", "a", "b"] },
  matching: { kind: "pairs", pairs: { l1: "r1", l2: "r2" } },
  "short-text": { kind: "text", text: " index  only scan " },
  "plan-node": { kind: "lines", lines: [4] },
  "code-lines": { kind: "lines", lines: [5, 2] },
};

/** An answer that fits makeQuestion(kind) and is wrong. */
export const wrongAnswers: { [K in QuestionKind]: Response } = {
  single: { kind: "options", options: ["a"] },
  multiple: { kind: "options", options: ["a"] },
  numeric: { kind: "text", text: "7342" },
  ordering: { kind: "order", items: ["a", "c", "b"] },
  matching: { kind: "pairs", pairs: { l1: "r1", l2: "r3" } },
  "short-text": { kind: "text", text: "Index Scan" },
  "plan-node": { kind: "lines", lines: [1] },
  "code-lines": { kind: "lines", lines: [2] },
};

/** Rules over one section per entry: its name and how many questions it draws. */
export function makeRules(
  counts: Readonly<Record<string, number>>,
  own: Partial<AssessmentRules> = {},
): AssessmentRules {
  return {
    title: "Basic assessment",
    sections: Object.entries(counts).map(([slug, count]) => ({ slug, title: slug, count })),
    minutes: 75,
    passMark: 80,
    retakeHours: 24,
    ...own,
  };
}
