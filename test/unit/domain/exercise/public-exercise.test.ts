import { describe, expect, it } from "vitest";
import { checkWords } from "#app/domain/exercise/check-words.ts";
import type { CheckSpec } from "#app/domain/exercise/checks.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import { toPublicExercise } from "#app/domain/exercise/public-exercise.ts";
import { projectExercises } from "#test/support/project-exercises.ts";

const canary = "canary-5f1c";
const exercises = await projectExercises();

/** The exercise with a canary in every place that holds a key. */
function poisoned(exercise: Exercise): Exercise {
  return {
    ...exercise,
    hints: exercise.hints.map((hint) => `${canary} ${hint}`),
    solutions: exercise.solutions.map((one) => ({
      file: `${canary}-${one.file}`,
      text: `-- ${canary}\n${one.text}`,
    })),
    wrong: exercise.wrong.map((one) => ({
      ...one,
      file: canary,
      text: `${one.text} -- ${canary}`,
    })),
    inputs: { ...exercise.inputs, [canary]: [canary] },
    checks: [
      ...exercise.checks.map((check): CheckSpec =>
        "variants" in check ? { ...check, variants: [...check.variants, canary] } : check,
      ),
      ...secretChecks,
    ],
  };
}

const secretChecks: readonly CheckSpec[] = [
  {
    id: "judgement",
    type: "items",
    items: [
      {
        id: "which",
        question: "Which one is it?",
        options: [
          { text: "this", right: false, why: canary },
          { text: "that", right: true, why: canary },
        ],
        verify: `select ${canary}`,
      },
    ],
  },
  {
    id: "state",
    type: "state",
    assertions: [{ query: `select ${canary}`, message: canary }],
    variants: ["default", canary],
  },
  {
    id: "value",
    type: "value",
    order: "any",
    inputs: ["default", canary],
    variants: [canary],
  },
  {
    id: "way",
    type: "plan",
    query: `select ${canary}`,
    require: [{ node: "Seq Scan", on: canary, index: canary }],
    forbid: [],
    variants: [canary],
  },
];

describe.each(exercises.map((one) => [one.slug, one] as const))("%s", (_, exercise) => {
  const seen = toPublicExercise(poisoned(exercise), {
    task: "<p>The task</p>",
    tables: [],
    sentence: (markdown) => markdown,
  });

  it("gives no key away", () => {
    expect(JSON.stringify(seen)).not.toContain(canary);
    expect(seen.items.at(-1)).toEqual({
      id: "which",
      question: "Which one is it?",
      choose: "one",
      options: [
        { letter: "a", html: "this" },
        { letter: "b", html: "that" },
      ],
    });
  });

  it("says what is graded, each check under its id", () => {
    expect(seen.checks.map((check) => check.id)).toEqual([
      ...exercise.checks.map((check) => check.id),
      ...secretChecks.map((check) => check.id),
    ]);
    for (const check of seen.checks) expect(check.words).toMatch(/^[A-Z].{10,}\.$/);
  });

  it("keeps what the page needs", () => {
    expect(seen).toMatchObject({
      title: exercise.title,
      starter: exercise.starter,
      setup: exercise.setup,
      hints: exercise.hints.length,
      engines: exercise.engines,
    });
  });
});

describe("the words of a check", () => {
  it.each<[Partial<CheckSpec>, string]>([
    [
      { type: "plan", maxCost: 5000, maxBlocks: 3000, forbid: [], require: [] },
      "A plan that costs at most 5,000 and touches at most 3,000 blocks.",
    ],
    [
      { type: "plan", forbid: [{ node: "Seq Scan", on: "analysis_results" }], require: [] },
      "A plan that has no Seq Scan on analysis_results.",
    ],
    [
      { type: "rows", order: "strict", names: "exact", variants: ["default", "ties"] },
      "The right rows, in the stated order, columns named exactly as in the task, also on hidden data.",
    ],
    [
      { type: "size", maxNewIndexes: 1, maxIndexBytes: 1_650_000 },
      "At most 1.65 MB of new indexes and at most 1 new index.",
    ],
    [
      { type: "statements", max: 2, noStar: true },
      "The statements your code sends: at most 2 in all and columns named, no select *.",
    ],
  ])("%j", (check, words) => {
    const whole = { id: "x", variants: ["default"], ...check } as CheckSpec;
    expect(checkWords(whole)).toBe(words);
  });
});
