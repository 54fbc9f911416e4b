import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Question } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { parseNumber, reaches, scoreAttempt, scoreItem } from "#app/domain/assessment/score.ts";
import { allKinds, makeQuestion, rightAnswers, wrongAnswers } from "#test/support/questions.ts";

describe("scoreItem", () => {
  test.each(allKinds)("%s: right earns all points, wrong and empty none", (kind) => {
    const question = makeQuestion(kind, { points: 3 });
    const score = (given: Response | undefined) => scoreItem(question, given);
    expect(score(rightAnswers[kind])).toMatchObject({ earned: 3, possible: 3, answered: true });
    expect(score(wrongAnswers[kind])).toMatchObject({ earned: 0, possible: 3, answered: true });
    expect(score({ kind: "none" })).toMatchObject({ earned: 0, possible: 3, answered: false });
    expect(score(undefined)).toMatchObject({ earned: 0, possible: 3, answered: false });
  });

  test.each(allKinds)("%s: an answer of another kind earns nothing", (kind) => {
    const question = makeQuestion(kind);
    for (const other of allKinds) {
      if (rightAnswers[other].kind === rightAnswers[kind].kind) continue;
      expect(scoreItem(question, rightAnswers[other]).earned).toBe(0);
    }
  });

  const options = (...given: string[]): Response => ({ kind: "options", options: given });
  const text = (given: string): Response => ({ kind: "text", text: given });
  const order = (...given: string[]): Response => ({ kind: "order", items: given });
  const pairs = (given: Record<string, string>): Response => ({ kind: "pairs", pairs: given });
  const lines = (...given: number[]): Response => ({ kind: "lines", lines: given });
  test.each<[Question["kind"], string, Response, 0 | 1]>([
    ["single", "two options, one of them right", options("b", "a"), 0],
    ["single", "no option", options(), 0],
    ["multiple", "all right ones, whatever their order", options("a", "c"), 1],
    ["multiple", "every option ticked", options("a", "b", "c", "d"), 0],
    ["multiple", "one right option twice instead of both", options("a", "a"), 0],
    ["multiple", "both right ones, one of them twice", options("a", "c", "c"), 0],
    ["numeric", "at the tolerance", text("7341.5"), 1],
    ["numeric", "beyond the tolerance", text("7341.51"), 0],
    ["numeric", "a word", text("many"), 0],
    ["numeric", "not a number", text("NaN"), 0],
    ["numeric", "without bounds", text("1e309"), 0],
    ["ordering", "one item missing", order("c", "a"), 0],
    ["ordering", "one item more", order("c", "a", "b", "b"), 0],
    ["matching", "one pair missing", pairs({ l1: "r1" }), 0],
    ["matching", "one pair more", pairs({ l1: "r1", l2: "r2", l3: "r3" }), 0],
    [
      "short-text",
      "another accepted spelling, in full-width letters",
      text("ＩＮＤＥＸ only scan"),
      1,
    ],
    ["short-text", "a part of an accepted text", text("index only"), 0],
    ["short-text", "nothing but spaces", text("   "), 0],
    ["plan-node", "the right line and another", lines(4, 1), 0],
    ["code-lines", "one of two lines", lines(2), 0],
    ["code-lines", "both lines and one more", lines(2, 5, 1), 0],
  ])("%s: %s", (kind, _case, given, earned) => {
    expect(scoreItem(makeQuestion(kind), given).earned).toBe(earned);
  });
});

describe("pass marks are exact", () => {
  test.each([
    [39, 50, 80, false],
    [40, 50, 80, true],
    [50, 60, 85, false],
    [51, 60, 85, true],
    [0, 0, 80, false],
    [0, 1, 1, false],
    [99, 100, 100, false],
    [100, 100, 100, true],
    // 2/3 of the points against 66 and 67 percent: nothing is rounded.
    [2, 3, 66, true],
    [2, 3, 67, false],
    // 79.999… % and 80 % of a large number.
    [7_999_999, 10_000_000, 80, false],
    [8_000_000, 10_000_000, 80, true],
  ])("%i of %i at %i %%: %s", (earned, possible, mark, passes) => {
    expect(reaches(earned, possible, mark)).toBe(passes);
  });

  test("reaches() is the comparison of fractions", () => {
    const points = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(points, points, fc.integer({ min: 1, max: 100 }), (earned, possible, mark) => {
        const rational = possible > 0 && BigInt(earned) * 100n >= BigInt(mark) * BigInt(possible);
        expect(reaches(earned, possible, mark)).toBe(rational);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [39, false],
    [40, true],
  ])("%i right answers of 50 at 80 %%: passed is %s", (right, passed) => {
    const items = Array.from({ length: 50 }, (_, index) =>
      makeQuestion("single", { id: `q${index}`, section: index < 20 ? "schema" : "monitoring" }),
    );
    const answers = new Map(
      items.map((item, index) => [
        item.id,
        index < right ? rightAnswers.single : wrongAnswers.single,
      ]),
    );
    expect(scoreAttempt(items, answers, 80)).toMatchObject({
      earned: right,
      possible: 50,
      passed,
      sections: [
        { section: "schema", earned: 20, possible: 20 },
        { section: "monitoring", earned: right - 20, possible: 30 },
      ],
    });
  });
});

const bank = fc
  .array(
    fc.record({ kind: fc.constantFrom(...allKinds), points: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((rows) =>
    rows.map(({ kind, points }, index) =>
      makeQuestion(kind, { id: `q${index}`, points, section: ["one", "two"][index % 2] ?? "one" }),
    ),
  );
const givenFor = (items: readonly Question[]) =>
  fc
    .tuple(...items.map(() => fc.constantFrom("right", "wrong", "none", "missing")))
    .map((choices) => {
      const answers = new Map<string, Response>();
      items.forEach((item, index) => {
        const choice = choices[index];
        if (choice === "right") answers.set(item.id, rightAnswers[item.kind]);
        if (choice === "wrong") answers.set(item.id, wrongAnswers[item.kind]);
        if (choice === "none") answers.set(item.id, { kind: "none" });
      });
      return answers;
    });
const sitting = bank.chain((items) => fc.tuple(fc.constant(items), givenFor(items)));

describe("scoreAttempt, for any form and any answers", () => {
  test("points are whole, within their bounds, and add up by section and in all", () => {
    fc.assert(
      fc.property(sitting, fc.integer({ min: 1, max: 100 }), ([items, answers], mark) => {
        const score = scoreAttempt(items, answers, mark);
        for (const one of [...score.items, ...score.sections, score]) {
          expect(Number.isInteger(one.earned) && one.earned >= 0).toBe(true);
          expect(one.earned).toBeLessThanOrEqual(one.possible);
        }
        const total = (rows: readonly { earned: number; possible: number }[]) =>
          rows.reduce(
            (sum, row) => ({
              earned: sum.earned + row.earned,
              possible: sum.possible + row.possible,
            }),
            { earned: 0, possible: 0 },
          );
        const { earned, possible } = score;
        expect(total(score.items)).toEqual({ earned, possible });
        expect(total(score.sections)).toEqual({ earned, possible });
        expect(score.passed).toBe(reaches(earned, possible, mark));
      }),
    );
  });

  test("one more answer changes its own item and no other", () => {
    fc.assert(
      fc.property(sitting, fc.nat(), ([items, answers], pick) => {
        const changed = items[pick % items.length] as Question;
        const before = scoreAttempt(items, answers, 80);
        const after = scoreAttempt(
          items,
          new Map([...answers, [changed.id, rightAnswers[changed.kind]]]),
          80,
        );
        const others = (score: typeof before) =>
          score.items.filter((item) => item.id !== changed.id);
        expect(others(after)).toEqual(others(before));
        expect(after.earned).toBeGreaterThanOrEqual(before.earned);
      }),
    );
  });

  test("answers to questions that are not in the form count for nothing", () => {
    fc.assert(
      fc.property(sitting, ([items, answers]) => {
        const stray = new Map([...answers, ["elsewhere", rightAnswers.single]]);
        expect(scoreAttempt(items, stray, 80)).toEqual(scoreAttempt(items, answers, 80));
      }),
    );
  });
});

describe("parseNumber", () => {
  test.each<[string, number | null]>([
    ["51", 51],
    [" 51 ", 51],
    ["+51", 51],
    ["-51", -51],
    ["0.95", 0.95],
    [".5", 0.5],
    ["5.", 5],
    ["5,000", 5000],
    ["5 000", 5000],
    ["5_000", 5000],
    ["5'000", 5000],
    ["1,234,567.5", 1_234_567.5],
    ["95%", 95],
    ["95 %", 95],
    ["007", 7],
    ["-0", -0],
    ["", null],
    ["  ", null],
    ["%", null],
    ["12 rows", null],
    ["1e3", null],
    ["1e309", null],
    ["0x10", null],
    ["NaN", null],
    ["Infinity", null],
    ["1.2.3", null],
    ["--5", null],
    ["50,00", null],
    ["1,2345", null],
    ["9".repeat(400), null],
    ["١٢", null],
  ])("%j is %j", (given, value) => {
    expect(parseNumber(given)).toBe(value);
  });

  test("whatever is typed gives a finite number or null", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (typed) => {
        const value = parseNumber(typed);
        expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  test("a number written out in full is read back as itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(parseNumber(value.toLocaleString("en-US"))).toBe(value);
        expect(parseNumber(String(value))).toBe(value);
      }),
    );
  });
});
