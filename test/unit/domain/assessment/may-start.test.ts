import { expect, test } from "vitest";
import {
  mayStart,
  type PastAttempt,
  type StartDecision,
} from "#app/domain/assessment/may-start.ts";
import { makeRules } from "#test/support/questions.ts";

const rules = makeRules({ schema: 1 }, { retakeHours: 24 });
const closedAt = new Date("2026-03-01T10:00:00.000Z");
const after = (ms: number) => new Date(closedAt.getTime() + ms);
const HOURS_24 = 86_400_000;

const open = (number: number): PastAttempt => ({
  id: `a${number}`,
  number,
  closedAt: null,
  passed: null,
});
const closed = (number: number, passed: boolean | null, at = closedAt): PastAttempt => ({
  id: `a${number}`,
  number,
  closedAt: at,
  passed,
});

test.each<[string, PastAttempt[], Date, StartDecision]>([
  ["nothing before", [], closedAt, { kind: "start", number: 1 }],
  ["one running", [open(1)], closedAt, { kind: "resume", attemptId: "a1" }],
  [
    "one running after a failed one",
    [closed(1, false), open(2)],
    after(HOURS_24),
    { kind: "resume", attemptId: "a2" },
  ],
  [
    "handed in, not scored yet",
    [closed(1, null)],
    after(1),
    { kind: "refused", reason: "being-graded" },
  ],
  [
    "passed",
    [closed(1, true)],
    after(HOURS_24 * 400),
    { kind: "refused", reason: "already-passed", attemptId: "a1" },
  ],
  [
    "passed before, failed since",
    [closed(1, true), closed(2, false)],
    after(HOURS_24 * 2),
    { kind: "refused", reason: "already-passed", attemptId: "a1" },
  ],
  [
    "failed, one millisecond before the pause ends",
    [closed(1, false)],
    after(HOURS_24 - 1),
    { kind: "refused", reason: "cooling-off", until: after(HOURS_24) },
  ],
  ["failed, pause over", [closed(1, false)], after(HOURS_24), { kind: "start", number: 2 }],
  [
    "the newest counts, whatever order they come in",
    [closed(2, false, after(HOURS_24)), closed(1, false)],
    after(HOURS_24 + 1),
    { kind: "refused", reason: "cooling-off", until: after(2 * HOURS_24) },
  ],
])("%s", (_case, past, now, decision) => {
  expect(mayStart(rules, past, now)).toEqual(decision);
});

test("an assessment without a pause may be tried again at once", () => {
  const at = mayStart({ ...rules, retakeHours: 0 }, [closed(1, false)], closedAt);
  expect(at).toEqual({ kind: "start", number: 2 });
});
