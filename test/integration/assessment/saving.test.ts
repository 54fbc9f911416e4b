import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { rightAnswers, wrongAnswers } from "#test/support/questions.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { saveStep, sitDown, type Sitting } from "#test/support/sitting.ts";

const HOUR = 3_600_000;
let t: TestServices;
beforeAll(async () => {
  t = await createTestServices();
});
afterAll(() => t.dispose());

const SINGLE = "basic/schema/single";
const options = (...given: string[]): Response => ({ kind: "options", options: given });

async function answers(sitting: Sitting): Promise<Record<string, Response>> {
  const view = await t.services.assess.viewAttempt(sitting.userId, sitting.attemptId);
  if (view.kind !== "open") throw new Error(`the attempt is ${view.kind}`);
  return view.attempt.answers;
}
/** How many statements of this database wait for a row that another one holds. */
async function lockWaits(): Promise<number> {
  const { rows } = await t.db.pool.query<{ waits: number }>(
    `SELECT count(*)::int AS waits FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.waits ?? 0;
}
const submit = (sitting: Sitting) =>
  t.services.assess.submit({ ...sitting, idemKey: "submit", tabId: null });

describe("when an answer still counts", () => {
  test.each([
    [-1, null],
    [0, null],
    [graceMs, null],
    [graceMs + 1, "late"],
    [24 * HOUR, "late"],
  ])("deadline %i ms: %s, and kept", async (offset, refusal) => {
    const sitting = await sitDown(t);
    const deadline = t.clock.now().getTime() + HOUR;
    t.clock.set(new Date(deadline + offset));
    expect(await sitting.save(SINGLE, rightAnswers.single)).toMatchObject({ refusal });
    expect(await sitting.steps()).toMatchObject([
      { kind: "start" },
      { kind: "save", refusal, payload: { response: rightAnswers.single } },
    ]);
    await submit(sitting);
    const review = await t.services.assess.viewReview(sitting.userId, sitting.attemptId);
    expect(review).toMatchObject({
      review: {
        earned: refusal === null ? 1 : 0,
        closedBy: offset > graceMs ? "auto-submit" : "submit",
      },
    });
  });

  test("an extension moves the deadline for everything", async () => {
    const sitting = await sitDown(t);
    const until = new Date(t.clock.now().getTime() + 2 * HOUR);
    await t.attempts.append({
      attemptId: sitting.attemptId,
      ownerId: null,
      kind: "extend",
      idemKey: "extend-1",
      actorId: "instructor",
      tabId: null,
      tabSeq: null,
      item: null,
      payload: { deadlineAt: until.toISOString(), reason: "Power cut" },
      refusal: null,
      clientAt: null,
      now: t.clock.now(),
      graceMs,
    });
    t.clock.set(until);
    expect(await t.services.assess.closeOverdue()).toMatchObject({ closed: 0 });
    expect(await sitting.save(SINGLE, rightAnswers.single)).toMatchObject({ refusal: null });
    t.clock.advance(graceMs + 1);
    expect(await sitting.save(SINGLE, wrongAnswers.single)).toMatchObject({ refusal: "late" });
  });

  test("an extension counts for what waited while it was written", async () => {
    const sitting = await sitDown(t);
    t.clock.advance(HOUR + graceMs + 1);
    const until = new Date(t.clock.now().getTime() + HOUR);
    const client = await t.db.pool.connect();
    await client.query("BEGIN");
    await client.query(
      `SELECT append_attempt_step($1, NULL, 'extend', 'extend-1', 'instructor', NULL, NULL, NULL, $2,
         NULL, NULL, $3, '10 seconds')`,
      [sitting.attemptId, JSON.stringify({ deadlineAt: until.toISOString() }), t.clock.now()],
    );
    const waiting = [t.services.assess.closeOverdue(), sitting.save(SINGLE, rightAnswers.single)];
    await expect.poll(() => lockWaits(), { timeout: 10_000 }).toBe(2);
    await client.query("COMMIT");
    client.release();
    await Promise.all(waiting);
    const kinds = (await sitting.steps()).map(({ kind, refusal }) => [kind, refusal]);
    expect(kinds).toEqual([
      ["start", null],
      ["extend", null],
      ["save", null],
    ]);
  });

  test("a browser's clock decides nothing, and the log's own time never goes back", async () => {
    const sitting = await sitDown(t);
    const step = saveStep(SINGLE, rightAnswers.single);
    const record = (clientAt: string, idemKey: string) =>
      t.services.assess.record({
        ...sitting,
        steps: [{ ...step, clientAt, idemKey }],
        baseSeq: 0,
      });
    await record("9999-12-31T23:59:59.999Z", "from-the-future");
    t.clock.advance(-600_000);
    await record("1970-01-01T00:00:00.000Z", "from-the-past");
    await record("0000-01-01T00:00:00.000Z", "from-before-there-were-years");
    const steps = await sitting.steps();
    expect(steps.map((one) => one.refusal)).toEqual([null, null, null, null]);
    expect(steps.map((one) => one.clientAt?.getUTCFullYear())).toEqual([
      undefined,
      9999,
      1970,
      undefined,
    ]);
    const times = steps.map((one) => one.serverAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    t.clock.advance(600_000);
  });
});

describe("what does not fit is kept with its reason and does not count", () => {
  test.each<[string, string, Response, string]>([
    ["an unknown option", SINGLE, options("z"), "unknown-option"],
    ["two options of one", SINGLE, options("a", "b"), "too-many"],
    ["another kind of answer", SINGLE, { kind: "text", text: "b" }, "wrong-kind"],
    ["an option twice", "basic/schema/multiple", options("a", "a"), "repeated-option"],
    ["a question of no form", "basic/schema/other", options("b"), "foreign-question"],
    ["a key of every object", "__proto__", options("b"), "foreign-question"],
  ])("%s", async (_case, item, given, refusal) => {
    const sitting = await sitDown(t);
    await sitting.save(SINGLE, rightAnswers.single);
    expect(await sitting.save(item, given)).toEqual({ seq: 3, refusal });
    expect((await sitting.steps())[2]).toMatchObject({
      item,
      refusal,
      payload: { response: given },
    });
    expect(await answers(sitting)).toEqual({ [SINGLE]: rightAnswers.single });
  });
});

test("a log that no person can have filled takes no more of a page, and can still be closed", async () => {
  const sitting = await sitDown(t);
  const flags = (from: number) =>
    Array.from({ length: 200 }, (_, at) => ({
      kind: "blur" as const,
      idemKey: `blur-number-${from + at}`,
      tabId: "tab-of-a-machine",
      tabSeq: from + at,
      clientAt: null,
    }));
  let last = await t.services.assess.record({ ...sitting, steps: flags(0), baseSeq: 0 });
  for (let from = 200; from < 5_000; from += 200)
    last = await t.services.assess.record({ ...sitting, steps: flags(from), baseSeq: 0 });
  expect(last).toMatchObject({ kind: "recorded", lastSeq: 5_000 });
  expect(await sitting.save(SINGLE, rightAnswers.single)).toMatchObject({
    refusal: "too-many-steps",
  });
  await submit(sitting);
  const kinds = (await sitting.steps()).map((step) => step.kind);
  expect(kinds.slice(-2)).toEqual(["submit", "grade"]);
  expect(kinds).toHaveLength(5_002);
});

describe("keys of repetition", () => {
  test("the same step sent again is one step, with the same number", async () => {
    const sitting = await sitDown(t);
    const first = await sitting.save(SINGLE, rightAnswers.single, { key: "tab-one:1" });
    const again = await Promise.all(
      Array.from({ length: 20 }, () =>
        sitting.save(SINGLE, rightAnswers.single, { key: "tab-one:1" }),
      ),
    );
    expect(again).toEqual(Array.from({ length: 20 }, () => first));
    expect(await sitting.steps()).toHaveLength(2);
  });

  test("the same key over another answer: both are kept, the first counts, once each", async () => {
    const sitting = await sitDown(t);
    await sitting.save(SINGLE, rightAnswers.single, { key: "tab-one:1" });
    for (let repeat = 0; repeat < 3; repeat += 1) {
      const second = await sitting.save(SINGLE, wrongAnswers.single, { key: "tab-one:1" });
      expect(second).toEqual({ seq: 3, refusal: "key-reused" });
    }
    const steps = await sitting.steps();
    expect(steps.map((step) => step.payload["response"])).toEqual([
      undefined,
      rightAnswers.single,
      wrongAnswers.single,
    ]);
    expect(await answers(sitting)).toEqual({ [SINGLE]: rightAnswers.single });
  });

  test("a batch sent again after half of it arrived is completed, in its order", async () => {
    const sitting = await sitDown(t);
    const steps = [
      saveStep(SINGLE, wrongAnswers.single),
      saveStep("basic/schema/multiple", rightAnswers.multiple),
      saveStep(SINGLE, rightAnswers.single),
    ];
    const send = (some: typeof steps) =>
      t.services.assess.record({ ...sitting, steps: some, baseSeq: 0 });
    await send(steps.slice(0, 2));
    const result = await send(steps);
    expect(result).toMatchObject({ acks: [{ seq: 2 }, { seq: 3 }, { seq: 4 }], lastSeq: 4 });
    expect(await answers(sitting)).toMatchObject({ [SINGLE]: rightAnswers.single });
  });
});

describe("two tabs", () => {
  test("each hears what the other saved, newest per question, and nothing twice", async () => {
    const sitting = await sitDown(t);
    await sitting.save(SINGLE, wrongAnswers.single, { tab: "tab-one" });
    await sitting.save(SINGLE, rightAnswers.single, { tab: "tab-one" });
    const other = await t.services.assess.record({
      ...sitting,
      steps: [saveStep("basic/schema/multiple", rightAnswers.multiple, undefined, "tab-two")],
      baseSeq: 1,
    });
    expect(other).toMatchObject({
      elsewhere: [{ item: SINGLE, response: rightAnswers.single, seq: 3 }],
      lastSeq: 4,
      closed: false,
    });
    const later = await t.services.assess.record({
      ...sitting,
      steps: [saveStep(SINGLE, rightAnswers.single, undefined, "tab-two")],
      baseSeq: 4,
    });
    expect(later).toMatchObject({ elsewhere: [] });
  });

  test("an answer replaced on this page is no news to it: what it shows is what counts", async () => {
    const sitting = await sitDown(t);
    await sitting.save(SINGLE, wrongAnswers.single, { tab: "tab-one" });
    const reply = await t.services.assess.record({
      ...sitting,
      steps: [saveStep(SINGLE, rightAnswers.single, undefined, "tab-two")],
      baseSeq: 1,
    });
    expect(reply).toMatchObject({ elsewhere: [], lastSeq: 3 });
    expect(await answers(sitting)).toEqual({ [SINGLE]: rightAnswers.single });
  });

  test("both tabs answer one question: both answers are kept, the later one counts", async () => {
    const sitting = await sitDown(t);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        sitting.save(SINGLE, options(index % 2 === 0 ? "a" : "b"), {
          tab: `tab-number-${index % 2}`,
        }),
      ),
    );
    const steps = await sitting.steps();
    expect(steps.map((step) => step.seq)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
    expect(await answers(sitting)).toEqual({ [SINGLE]: steps.at(-1)?.payload["response"] });
  });

  test("a save after the other tab handed in is kept and answered with its reason", async () => {
    const sitting = await sitDown(t);
    await submit(sitting);
    expect(await sitting.save(SINGLE, rightAnswers.single)).toMatchObject({ refusal: "closed" });
    const kinds = (await sitting.steps()).map((step) => step.kind);
    expect(kinds).toEqual(["start", "submit", "grade", "save"]);
    expect(await t.services.assess.viewReview(sitting.userId, sitting.attemptId)).toMatchObject({
      review: { earned: 0 },
    });
  });
});
