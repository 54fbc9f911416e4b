import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluateCertification,
  type Evidence,
  type Missing,
  type Offer,
} from "#app/domain/certification/evaluate.ts";
import type { CertificationPolicy, Requirement } from "#app/domain/certification/policy.ts";

const exam = (assessment: "basic" | "advanced", passMark: number): Requirement => ({
  type: "assessment",
  id: `R-${assessment}`,
  text: `Pass ${assessment}`,
  assessment,
  passMark,
});
const practicals = (count: number): Requirement => ({
  type: "practicals",
  id: "R-practicals",
  text: `${count} practicals`,
  count,
  of: ["px-1", "px-2", "px-3"],
});
const mentorships = (count: number): Requirement => ({
  type: "mentorships",
  id: "R-mentorships",
  text: `${count} mentorships`,
  count,
});
const policy = (...requirements: Requirement[]): CertificationPolicy => ({
  title: "Certification",
  short: "C",
  order: 1,
  requirements,
  validityMonths: 12,
  renewal: [{ id: "N1", text: "Again" }],
  privileges: [{ id: "P1", text: "Review" }],
});

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const attempt = (id: string, earned: number, possible = 50, closedAt = day(1)) => ({
  id,
  assessment: "basic",
  earned,
  possible,
  closedAt,
});
const passed = (practical: string, submissionId = `s-${practical}`) => ({
  practical,
  exercise: `${practical}-exercise`,
  submissionId,
  passedAt: day(2),
});
const mentorship = (id: string, menteeId: string) => ({ id, menteeId, completedAt: day(3) });
const nothing: Evidence = { attempts: [], practicals: [], mentorships: [] };
const offer: Offer = {
  assessments: ["basic"],
  practicals: [{ practical: "px-1", exercise: "practical-1" }],
};

const evaluate = (requirement: Requirement, evidence: Partial<Evidence>) =>
  evaluateCertification(policy(requirement), { ...nothing, ...evidence }, offer).requirements[0];

describe("what is missing is said", () => {
  test.each<[string, Requirement, Partial<Evidence>, Missing]>([
    ["never tried", exam("basic", 80), {}, { reason: "not-attempted", assessment: "basic" }],
    [
      "not offered here",
      exam("advanced", 85),
      {},
      { reason: "assessment-not-offered", assessment: "advanced" },
    ],
    [
      "one point short",
      exam("basic", 80),
      { attempts: [attempt("a1", 20), attempt("a2", 39), attempt("a3", 30)] },
      { reason: "points", assessment: "basic", best: 39, possible: 50, needed: 40 },
    ],
    [
      "the best share counts, not the most points",
      exam("basic", 90),
      { attempts: [attempt("a1", 40, 50), attempt("a2", 9, 11)] },
      { reason: "points", assessment: "basic", best: 9, possible: 11, needed: 10 },
    ],
    [
      "attempts at another assessment do not help",
      exam("basic", 80),
      { attempts: [{ ...attempt("a1", 60, 60), assessment: "advanced" }] },
      { reason: "not-attempted", assessment: "basic" },
    ],
    [
      "the same practical twice is one",
      practicals(2),
      { practicals: [passed("px-2", "s1"), passed("px-2", "s2")] },
      {
        reason: "practicals",
        passed: 1,
        needed: 2,
        next: [
          { practical: "px-1", exercise: "practical-1" },
          { practical: "px-3", exercise: null },
        ],
      },
    ],
    [
      "a practical the policy does not name",
      practicals(1),
      { practicals: [passed("px-9")] },
      {
        reason: "practicals",
        passed: 0,
        needed: 1,
        next: [
          { practical: "px-1", exercise: "practical-1" },
          { practical: "px-2", exercise: null },
          { practical: "px-3", exercise: null },
        ],
      },
    ],
    [
      "the same person mentored twice is one",
      mentorships(2),
      { mentorships: [mentorship("m1", "bo"), mentorship("m2", "bo")] },
      { reason: "mentorships", completed: 1, needed: 2 },
    ],
  ])("%s", (_case, requirement, evidence, missing) => {
    expect(evaluate(requirement, evidence)).toMatchObject({ met: false, missing });
  });
});

describe("what is met names its evidence", () => {
  test.each<[string, Requirement, Partial<Evidence>, string[]]>([
    ["40 of 50 at 80 %", exam("basic", 80), { attempts: [attempt("a1", 40)] }, ["a1"]],
    ["51 of 60 at 85 %", exam("basic", 85), { attempts: [attempt("a1", 51, 60)] }, ["a1"]],
    [
      "the newest passed attempt, also when a failed one followed",
      exam("basic", 80),
      {
        attempts: [
          attempt("new", 41, 50, day(5)),
          attempt("old", 50, 50, day(1)),
          attempt("failed", 3, 50, day(9)),
        ],
      },
      ["new"],
    ],
    [
      "two of three practicals",
      practicals(2),
      { practicals: [passed("px-1"), passed("px-3")] },
      ["s-px-1", "s-px-3"],
    ],
    [
      "two people mentored",
      mentorships(2),
      { mentorships: [mentorship("m1", "bo"), mentorship("m2", "cy")] },
      ["m1", "m2"],
    ],
  ])("%s", (_case, requirement, evidence, ids) => {
    const state = evaluate(requirement, evidence);
    expect(state).toMatchObject({ met: true, missing: null });
    expect(state?.shownBy.map((one) => one.id)).toEqual(ids);
  });

  test("50 of 60 does not reach 85 %", () => {
    expect(evaluate(exam("basic", 85), { attempts: [attempt("a1", 50, 60)] })).toMatchObject({
      met: false,
      missing: { best: 50, needed: 51 },
    });
  });
});

const mark = fc.integer({ min: 1, max: 100 });
const anyPolicy = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom("basic" as const, "advanced" as const), mark).map((a) => exam(...a)),
      fc.integer({ min: 1, max: 4 }).map(practicals),
      fc.integer({ min: 1, max: 3 }).map(mentorships),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((requirements) => policy(...requirements));
const anyDay = fc.integer({ min: 1, max: 300 }).map(day);
const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  attempts: fc.array(
    fc
      .record({
        id: fc.uuid(),
        assessment: fc.constantFrom("basic", "advanced"),
        possible: fc.integer({ min: 1, max: 70 }),
        share: fc.integer({ min: 0, max: 100 }),
        closedAt: anyDay,
      })
      .map(({ share, ...rest }) => ({
        ...rest,
        earned: Math.floor((rest.possible * share) / 100),
      })),
    { maxLength: 5 },
  ),
  practicals: fc.array(
    fc.constantFrom("px-1", "px-2", "px-3", "px-9").map((one) => passed(one)),
    {
      maxLength: 4,
    },
  ),
  mentorships: fc.array(
    fc.constantFrom("bo", "cy", "di").map((mentee) => mentorship(`m-${mentee}`, mentee)),
    { maxLength: 4 },
  ),
});
const anyOffer: fc.Arbitrary<Offer> = fc.record({
  assessments: fc.subarray(["basic", "advanced"]),
  practicals: fc.subarray([
    { practical: "px-1", exercise: "one" },
    { practical: "px-2", exercise: "two" },
  ]),
});

describe("for any policy and any evidence", () => {
  test("more evidence never takes a requirement back", () => {
    fc.assert(
      fc.property(anyPolicy, anyEvidence, anyEvidence, anyOffer, (rules, first, more, offered) => {
        const before = evaluateCertification(rules, first, offered);
        const both: Evidence = {
          attempts: [...first.attempts, ...more.attempts],
          practicals: [...first.practicals, ...more.practicals],
          mentorships: [...first.mentorships, ...more.mentorships],
        };
        const after = evaluateCertification(rules, both, offered);
        before.requirements.forEach((one, index) => {
          if (one.met) expect(after.requirements[index]?.met).toBe(true);
        });
        if (before.met) expect(after.met).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("unmet says why, met says by what, and all met is met", () => {
    fc.assert(
      fc.property(anyPolicy, anyEvidence, anyOffer, (rules, evidence, offered) => {
        const { met, requirements } = evaluateCertification(rules, evidence, offered);
        expect(requirements.map((one) => one.id)).toEqual(rules.requirements.map((one) => one.id));
        expect(met).toBe(requirements.every((one) => one.met));
        for (const one of requirements) {
          expect(one.missing === null).toBe(one.met);
          if (one.met) expect(one.shownBy.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("every number it names is whole, and what is needed is what passes, no point less", () => {
    fc.assert(
      fc.property(anyPolicy, anyEvidence, anyOffer, (rules, evidence, offered) => {
        for (const { missing, id } of evaluateCertification(rules, evidence, offered)
          .requirements) {
          if (missing === null) continue;
          for (const value of Object.values(missing))
            if (typeof value === "number") expect(Number.isInteger(value)).toBe(true);
          if (missing.reason !== "points") continue;
          const rule = rules.requirements.find((one) => one.id === id);
          const passMark = rule?.type === "assessment" ? rule.passMark : Number.NaN;
          const passesWith = (earned: number) =>
            BigInt(earned) * 100n >= BigInt(passMark) * BigInt(missing.possible);
          if (rules.requirements.filter((one) => one.id === id).length > 1) continue;
          expect(missing.best).toBeLessThan(missing.needed);
          expect(passesWith(missing.needed)).toBe(true);
          expect(passesWith(missing.needed - 1)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("the order in which evidence was found does not matter", () => {
    fc.assert(
      fc.property(anyPolicy, anyEvidence, anyOffer, (rules, evidence, offered) => {
        const turned: Evidence = {
          attempts: [...evidence.attempts].reverse(),
          practicals: [...evidence.practicals].reverse(),
          mentorships: [...evidence.mentorships].reverse(),
        };
        const states = (given: Evidence) =>
          evaluateCertification(rules, given, offered).requirements.map((one) => one.met);
        expect(states(turned)).toEqual(states(evidence));
      }),
    );
  });
});
