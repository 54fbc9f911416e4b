import { expect, test } from "vitest";
import type { AttemptStep } from "#app/domain/assessment/attempt-log.ts";
import { describeResponse } from "#app/domain/assessment/describe-response.ts";
import type { PublicQuestion } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { tellTimeline } from "#app/domain/assessment/timeline.ts";

const common = {
  id: "q",
  version: "v",
  assessment: "basic" as const,
  section: "schema",
  points: 1,
  stem: "",
};
const shown = (...ids: string[]) => ids.map((id) => ({ id, html: `<p>${id} &#x3C;1</p>` }));
const single: PublicQuestion = { kind: "single", ...common, options: shown("x", "y") };
const ordering: PublicQuestion = { kind: "ordering", ...common, items: shown("x", "y") };
const numeric: PublicQuestion = { kind: "numeric", ...common, unit: "ms" };
const matching: PublicQuestion = {
  kind: "matching",
  ...common,
  lefts: shown("l"),
  rights: shown("r", "s"),
};
const plan: PublicQuestion = {
  kind: "plan-node",
  ...common,
  language: "plan",
  choose: 1,
  lines: [{ number: 3, html: "-&gt; <b>Seq Scan</b>", pickable: true }],
};

test.each<[PublicQuestion | null, Response, string]>([
  [single, { kind: "options", options: ["y"] }, "option 2: y <1"],
  [single, { kind: "options", options: [] }, "nothing"],
  [single, { kind: "none" }, "nothing"],
  [single, { kind: "options", options: ["z"] }, "something the question does not have (“z”)"],
  [ordering, { kind: "order", items: ["y", "x"] }, "1. y <1; 2. x <1"],
  [numeric, { kind: "text", text: " 12 %" }, "“ 12 %”"],
  [matching, { kind: "pairs", pairs: { l: "s" } }, "l <1 → B: s <1"],
  [plan, { kind: "lines", lines: [3] }, "line 3: -> Seq Scan"],
  [plan, { kind: "lines", lines: [9] }, "line 9"],
  [null, { kind: "options", options: ["y"] }, "something the question does not have (“y”)"],
  [numeric, { kind: "lines", lines: [1] }, "line 1"],
])("an answer reads as it stood on the page", (question, given, words) => {
  expect(describeResponse(question, given)).toBe(words);
});

const start = new Date("2026-11-23T09:00:00.000Z");
function step(
  seq: number,
  kind: AttemptStep["kind"],
  more: Partial<AttemptStep> = {},
): AttemptStep {
  return {
    seq,
    kind,
    idemKey: `key-${seq}`,
    actorId: "learner",
    tabId: "tab-1",
    tabSeq: seq,
    item: null,
    payload: {},
    refusal: null,
    serverAt: new Date(start.getTime() + seq * 10_000),
    clientAt: null,
    ...more,
  };
}
const form = {
  title: "Basic",
  minutes: 30,
  passMark: 80,
  sections: [{ slug: "schema", title: "Schema", items: [{ ...numeric, id: "other" }, single] }],
};
const answer = (option: string) => ({
  item: "q",
  payload: { response: { kind: "options", options: [option] } },
});
const tell = (...steps: AttemptStep[]) => tellTimeline(form, start, steps);

test("steps come by number, with seconds since the start, question and answer", () => {
  const told = tell(
    step(3, "save", answer("y")),
    step(1, "start", { payload: { minutes: 30 }, serverAt: start }),
    step(2, "save", answer("x")),
  );
  expect(
    told.map(({ seq, seconds, item, what, answer }) => [seq, seconds, item, what, answer]),
  ).toEqual([
    [1, 0, null, "Started: 2 questions, 30 minutes", null],
    [2, 20, 2, "Answered", "option 1: x <1"],
    [3, 30, 2, "Changed the answer", "option 2: y <1"],
  ]);
});

test.each<[string, Partial<AttemptStep>, string]>([
  ["late", {}, "it came after the time was up"],
  ["closed", {}, "the attempt was already closed"],
  ["key-reused", {}, "its key was used before for another step"],
  ["foreign-question", { item: "elsewhere" }, "the question is not part of this attempt"],
  ["wrong-kind", {}, "this kind of answer does not fit the question"],
  ["unknown-option", {}, "the question has no such option"],
  ["repeated-option", {}, "the same option came twice"],
  ["too-many", {}, "more was chosen than the question allows"],
  ["new-reason", {}, "new-reason"],
])(
  "a step refused as %s says why, and does not make the next one a change",
  (refusal, more, words) => {
    const [refused, next] = tell(
      step(1, "save", { ...answer("z"), ...more, refusal }),
      step(2, "save", answer("x")),
    );
    expect(refused).toMatchObject({ what: "Sent an answer", refusal: words });
    expect(next).toMatchObject({ what: "Answered", refusal: null });
  },
);

test("tabs get letters, and coming back says how long one was away in that tab", () => {
  const told = tell(
    step(1, "blur"),
    step(2, "focus", { tabId: "tab-2" }),
    step(5, "focus"),
    step(6, "focus"),
  );
  expect(told.map(({ tab, awaySeconds }) => [tab, awaySeconds])).toEqual([
    ["A", null],
    ["B", null],
    ["A", 40],
    ["A", null],
  ]);
});

test.each([
  [4_999, null],
  [5_000, 5],
  [600_000, 600],
])("an answer made %i ms before it arrived", (ms, seconds) => {
  const at = new Date(start.getTime() + 10_000);
  const [told] = tell(step(1, "save", { ...answer("x"), clientAt: new Date(at.getTime() - ms) }));
  expect(told?.delaySeconds).toBe(seconds);
});

test.each<[AttemptStep["kind"], Record<string, unknown>, string]>([
  ["flag", { flagged: true }, "Marked for later"],
  ["flag", { flagged: false }, "Took the mark off"],
  ["blur", {}, "Left the page"],
  ["focus", {}, "Came back to the page"],
  ["submit", {}, "Handed in"],
  ["auto-submit", {}, "Closed when time was up"],
  ["grade", { score: { earned: 40, possible: 50, passed: true } }, "Scored: 40 of 50, passed"],
  [
    "regrade",
    { score: { earned: 39, possible: 50, passed: false }, note: "Key of question 4 corrected." },
    "Scored again: 39 of 50, not passed: Key of question 4 corrected.",
  ],
  ["grade", {}, "Scored: no points recorded"],
  ["comment", { text: "Spoke with her." }, "Comment: Spoke with her."],
  ["override", { reason: "Power cut." }, "Score overridden: Power cut."],
  ["extend", { deadlineAt: "2026-11-23T10:30:00.000Z" }, "Time extended to 2026-11-23 10:30 UTC"],
])("%s with %j is told as %j", (kind, payload, what) => {
  expect(tell(step(1, kind, { payload }))[0]?.what).toBe(what);
});
