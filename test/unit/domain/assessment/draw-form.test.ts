import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawForm, type DrawResult } from "#app/domain/assessment/draw-form.ts";
import { publicQuestion, type Question } from "#app/domain/assessment/question.ts";
import { allKinds, makeQuestion, makeRules, SECRET } from "#test/support/questions.ts";

const sections = ["schema", "monitoring"];
const topics = ["indexes", "plans", "locks"];

/** Some questions of every kind in two sections, over three topics. */
function makeBank(perSection: number): Question[] {
  return sections.flatMap((section) =>
    Array.from({ length: perSection }, (_, index) => {
      const kind = allKinds[index % allKinds.length] ?? "single";
      const id = `basic/${section}/q${index}`;
      return makeQuestion(kind, { id, section, topic: topics[index % topics.length] ?? "indexes" });
    }),
  );
}

function drawn(result: DrawResult): Extract<DrawResult, { kind: "drawn" }> {
  if (result.kind !== "drawn") throw new Error(`not drawn: ${result.section}`);
  return result;
}

const seeds = fc.string({ minLength: 1, maxLength: 40 });
const bank = makeBank(24);
const rules = makeRules({ schema: 10, monitoring: 5 });

describe("drawForm, for any seed", () => {
  test("draws the stated number per section, each question once, in the order of the sections", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { form, items } = drawn(drawForm(rules, bank, seed));
        expect(form.sections.map(({ slug, items }) => [slug, items.length])).toEqual([
          ["schema", 10],
          ["monitoring", 5],
        ]);
        const shown = form.sections.flatMap((section) => section.items.map((item) => item.id));
        expect(new Set(shown).size).toBe(15);
        expect(items.map((item) => item.id)).toEqual(shown);
        for (const section of form.sections)
          for (const item of section.items) expect(item.section).toBe(section.slug);
      }),
    );
  });

  test("every topic of a section is in it, none twice more often than another", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { items } = drawn(drawForm(rules, bank, seed));
        for (const section of sections) {
          const counts = topics.map(
            (topic) =>
              items.filter((item) => item.section === section && item.topic === topic).length,
          );
          expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("the same seed gives the same form, whatever order the bank is in", () => {
    fc.assert(
      fc.property(seeds, fc.shuffledSubarray(bank, { minLength: bank.length }), (seed, mixed) => {
        expect(drawForm(rules, mixed, seed)).toEqual(drawForm(rules, bank, seed));
      }),
    );
  });

  test("the form holds nothing of the key; the items beside it hold all of it", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { form, items } = drawn(drawForm(rules, bank, seed));
        const text = JSON.stringify(form);
        for (const word of [
          SECRET,
          '"correct"',
          '"answer"',
          '"accept"',
          '"why"',
          '"topic"',
          "7341",
        ])
          expect(text).not.toContain(word);
        for (const item of form.sections.flatMap((section) => section.items))
          expect(publicQuestion.parse(item)).toEqual(item);
        expect(JSON.stringify(items)).toContain(SECRET);
      }),
      { numRuns: 30 },
    );
  });

  test("shuffling loses and adds no option", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { form } = drawn(drawForm(rules, bank, seed));
        for (const item of form.sections.flatMap((section) => section.items)) {
          if (item.kind === "single" || item.kind === "multiple")
            expect(item.options.map((one) => one.id).sort()).toEqual(["a", "b", "c", "d"]);
          if (item.kind === "ordering")
            expect(item.items.map((one) => one.id).sort()).toEqual(["a", "b", "c"]);
          if (item.kind === "matching")
            expect(item.rights.map((one) => one.id).sort()).toEqual(["r1", "r2", "r3"]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test("no option sits at the same place in every form", () => {
  const one = [makeQuestion("single")];
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((seed) => {
    const item = drawn(drawForm(makeRules({ schema: 1 }), one, `seed ${seed}`)).form.sections[0]
      ?.items[0];
    return item?.kind === "single" ? item.options.findIndex((option) => option.id === "b") : -1;
  });
  expect(new Set(places).size).toBeGreaterThan(2);
});

test("a bank that is too small is named, with how much is missing", () => {
  expect(drawForm(makeRules({ schema: 24, monitoring: 25 }), bank, "seed")).toEqual({
    kind: "bank-too-small",
    section: "monitoring",
    needed: 25,
    found: 24,
  });
});
