import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersOf, foldAttempt, type AttemptStep } from "#app/domain/assessment/attempt-log.ts";

const start = new Date("2026-03-01T10:00:00.000Z");
const deadline = new Date("2026-03-01T11:15:00.000Z");

function step(seq: number, kind: AttemptStep["kind"], own: Partial<AttemptStep> = {}): AttemptStep {
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
    serverAt: new Date(start.getTime() + seq * 1000),
    clientAt: null,
    ...own,
  };
}
const save = (seq: number, item: string, text: string, own: Partial<AttemptStep> = {}) =>
  step(seq, "save", { item, payload: { response: { kind: "text", text } }, ...own });

const anyStep = (seq: number): fc.Arbitrary<AttemptStep> =>
  fc
    .record({
      kind: fc.constantFrom("save", "flag", "focus", "blur", "submit", "extend", "comment"),
      item: fc.constantFrom("q1", "q2", "q3"),
      text: fc.string({ maxLength: 5 }),
      flagged: fc.boolean(),
      minutes: fc.integer({ min: -60, max: 60 }),
      refusal: fc.constantFrom(null, null, null, "late"),
    })
    .map(({ kind, item, text, flagged, minutes, refusal }) =>
      step(seq, kind as AttemptStep["kind"], {
        item,
        refusal,
        payload: {
          response: { kind: "text", text },
          flagged,
          deadlineAt: new Date(deadline.getTime() + minutes * 60_000).toISOString(),
        },
      }),
    );
const anyLog = fc
  .integer({ min: 0, max: 25 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => anyStep(index + 1))));

describe("foldAttempt", () => {
  test("the order in which steps are read does not matter: seq decides", () => {
    fc.assert(
      fc.property(
        anyLog.chain((log) =>
          fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
        ),
        ([log, mixed]) => {
          expect(foldAttempt(deadline, mixed)).toEqual(foldAttempt(deadline, log));
        },
      ),
    );
  });

  test("steps that were refused change nothing but the last number", () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const counting = log.filter((one) => one.refusal === null);
        const { lastSeq: _all, ...state } = foldAttempt(deadline, log);
        const { lastSeq: _counting, ...same } = foldAttempt(deadline, counting);
        expect(state).toEqual(same);
      }),
    );
  });

  test("a longer log never brings the deadline forward, reopens, or drops an answer", () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, cut) => {
        const before = foldAttempt(deadline, log.slice(0, cut % (log.length + 1)));
        const after = foldAttempt(deadline, log);
        expect(after.deadlineAt.getTime()).toBeGreaterThanOrEqual(before.deadlineAt.getTime());
        if (before.closed) expect(after.closed).toEqual(before.closed);
        for (const item of before.answers.keys()) expect(after.answers.has(item)).toBe(true);
      }),
    );
  });

  test("the newest counting answer wins; a late one and an unreadable one do not", () => {
    const state = foldAttempt(deadline, [
      step(1, "start"),
      save(2, "q1", "first"),
      save(3, "q1", "second", { tabId: "tab-2" }),
      save(4, "q1", "third", { refusal: "late" }),
      step(5, "save", { item: "q1", payload: { response: { kind: "verdict" } } }),
      save(6, "q2", "other"),
    ]);
    expect(state.answers.get("q1")).toMatchObject({ seq: 3, tabId: "tab-2" });
    expect([...answersOf(state)]).toEqual([
      ["q1", { kind: "text", text: "second" }],
      ["q2", { kind: "text", text: "other" }],
    ]);
    expect(state.lastSeq).toBe(6);
  });

  test("an answer that was taken back is an answer: none", () => {
    const state = foldAttempt(deadline, [
      save(1, "q1", "first"),
      step(2, "save", { item: "q1", payload: { response: { kind: "none" } } }),
    ]);
    expect(answersOf(state).get("q1")).toEqual({ kind: "none" });
  });

  test("flags go up and down; only the first closing counts; the newest grade counts", () => {
    const score = (earned: number) => ({ score: { earned } });
    const state = foldAttempt(deadline, [
      step(1, "flag", { item: "q1", payload: { flagged: true } }),
      step(2, "flag", { item: "q2", payload: { flagged: true } }),
      step(3, "flag", { item: "q1", payload: { flagged: false } }),
      step(4, "submit"),
      step(5, "auto-submit"),
      step(6, "grade", { payload: score(40) }),
      step(7, "regrade", { payload: score(41) }),
    ]);
    expect([...state.flags]).toEqual(["q2"]);
    expect(state.closed).toEqual({ at: new Date(start.getTime() + 4000), kind: "submit" });
    expect(state.score).toEqual({ earned: 41 });
  });

  test("an extension only ever gives time", () => {
    const later = new Date(deadline.getTime() + 600_000);
    const sooner = new Date(deadline.getTime() - 600_000);
    const extend = (seq: number, to: Date) =>
      step(seq, "extend", { payload: { deadlineAt: to.toISOString() } });
    expect(foldAttempt(deadline, [extend(1, later), extend(2, sooner)]).deadlineAt).toEqual(later);
    expect(foldAttempt(deadline, [extend(1, sooner)]).deadlineAt).toEqual(deadline);
  });
});
