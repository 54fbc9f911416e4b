import { describe, expect, test } from "vitest";
import {
  evaluatePath,
  type Confirmation,
  type ItemState,
  type OnboardingFacts,
  type OnboardingOffer,
} from "#app/domain/onboarding/checklist.ts";
import { onboardingPath, type EvidenceRule } from "#app/domain/onboarding/path.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const offer: OnboardingOffer = {
  modules: new Map([
    ["basics", ["rows", "indexes"]],
    ["unwritten", []],
  ]),
  exercises: new Set(["latest-analyses"]),
  practicals: new Map([["px-1", "practical-1"]]),
  assessments: new Set(["basic"]),
};
const noFacts: OnboardingFacts = {
  lessons: new Map(),
  exercises: new Map(),
  practicals: new Map(),
  assessments: new Map(),
};

const wholeModule: EvidenceRule = { type: "module", module: "basics" };
const lesson: EvidenceRule = { type: "lesson", lesson: "basics/rows" };
const exercise: EvidenceRule = { type: "exercise", exercise: "latest-analyses" };
const practical: EvidenceRule = { type: "practical", practical: "px-1" };
const taken: EvidenceRule = { type: "assessment-taken", assessment: "basic" };

function confirmation(own: Partial<Confirmation> = {}): Confirmation {
  return { item: "ONB-1.1", confirmed: true, by: "ines", note: "Seen", at: day(9), ...own };
}

function item(
  evidence: EvidenceRule[],
  facts: Partial<OnboardingFacts> = {},
  confirmations: Confirmation[] = [],
): ItemState {
  const path = onboardingPath.parse({
    title: "Path",
    weeks: [{ title: "Week 1", items: [{ id: "ONB-1.1", text: "Do it", evidence }] }],
  });
  const state = evaluatePath(path, { ...noFacts, ...facts }, offer, confirmations).weeks[0]
    ?.items[0];
  if (state === undefined) throw new Error("the path has one item");
  return state;
}

describe("an item is ticked by evidence", () => {
  test.each<[string, EvidenceRule[], Partial<OnboardingFacts>, ItemState["state"], Date | null]>([
    ["nothing done", [wholeModule], {}, "open", null],
    [
      "one lesson of two",
      [wholeModule],
      { lessons: new Map([["basics/rows", day(1)]]) },
      "open",
      null,
    ],
    [
      "all lessons of the module, at the last one's time",
      [wholeModule],
      {
        lessons: new Map([
          ["basics/rows", day(4)],
          ["basics/indexes", day(2)],
        ]),
      },
      "evidence",
      day(4),
    ],
    [
      "a lesson of the same name elsewhere",
      [lesson],
      { lessons: new Map([["other/rows", day(1)]]) },
      "open",
      null,
    ],
    ["a lesson", [lesson], { lessons: new Map([["basics/rows", day(1)]]) }, "evidence", day(1)],
    [
      "an exercise",
      [exercise],
      { exercises: new Map([["latest-analyses", day(3)]]) },
      "evidence",
      day(3),
    ],
    ["a practical", [practical], { practicals: new Map([["px-1", day(3)]]) }, "evidence", day(3)],
    [
      "an assessment handed in",
      [taken],
      { assessments: new Map([["basic", day(3)]]) },
      "evidence",
      day(3),
    ],
    [
      "one of two pieces",
      [lesson, exercise],
      { lessons: new Map([["basics/rows", day(1)]]) },
      "open",
      null,
    ],
    [
      "a module without lessons is never finished",
      [{ type: "module", module: "unwritten" }],
      {},
      "open",
      null,
    ],
  ])("%s", (_case, evidence, facts, state, at) => {
    expect(item(evidence, facts)).toMatchObject({ state, at });
  });
});

describe("an item is confirmed by somebody's word", () => {
  test.each<[string, EvidenceRule[], Confirmation[], ItemState["state"]]>([
    ["confirmed", [], [confirmation()], "confirmed"],
    [
      "withdrawn afterwards",
      [],
      [confirmation(), confirmation({ confirmed: false, at: day(10) })],
      "open",
    ],
    [
      "the newest word counts, whatever order they come in",
      [],
      [confirmation({ at: day(12) }), confirmation({ confirmed: false, at: day(10) })],
      "confirmed",
    ],
    ["a word about another item", [], [confirmation({ item: "ONB-9.9" })], "open"],
    ["instead of evidence", [exercise], [confirmation()], "confirmed"],
  ])("%s", (_case, evidence, confirmations, state) => {
    expect(item(evidence, {}, confirmations).state).toBe(state);
  });

  test("evidence is stronger than a word withdrawn", () => {
    const facts = { exercises: new Map([["latest-analyses", day(3)]]) };
    const withdrawn = [confirmation({ confirmed: false })];
    expect(item([exercise], facts, withdrawn)).toMatchObject({ state: "evidence", at: day(3) });
  });
});

describe("an open item says whose word it waits for, when there is nothing to do for it here", () => {
  const unknown: EvidenceRule = { type: "exercise", exercise: "not-written" };
  test.each<[string, EvidenceRule[], Confirmation[], string | null]>([
    ["no evidence possible", [], [], "your instructor"],
    ["the exercise is not offered", [unknown], [], "your instructor"],
    ["one of two pieces is not offered", [lesson, unknown], [], "your instructor"],
    ["everything can be done here", [lesson, exercise], [], null],
    ["confirmed already", [], [confirmation()], null],
  ])("%s", (_case, evidence, confirmations, waitsFor) => {
    expect(item(evidence, {}, confirmations).waitsFor).toBe(waitsFor);
  });
});

test("the path counts what is done, by evidence or by word", () => {
  const path = onboardingPath.parse({
    title: "Path",
    weeks: [
      { title: "Week 1", items: [{ id: "ONB-1.1", text: "Talk" }] },
      {
        title: "Week 2",
        items: [
          { id: "ONB-2.1", text: "Solve", evidence: [exercise] },
          { id: "ONB-2.2", text: "Shadow", confirmedBy: "the colleague you shadowed" },
        ],
      },
    ],
  });
  const facts = { ...noFacts, exercises: new Map([["latest-analyses", day(3)]]) };
  const checklist = evaluatePath(path, facts, offer, [confirmation()]);
  expect(checklist).toMatchObject({ done: 2, of: 3 });
  expect(checklist.weeks[1]?.items[1]?.waitsFor).toBe("the colleague you shadowed");
});
