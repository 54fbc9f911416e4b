import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import { answersOf, foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import { seededRandom } from "#app/domain/assessment/random.ts";
import { scoreAttempt } from "#app/domain/assessment/score.ts";
import { stepInput } from "#app/domain/assessment/steps-input.ts";
import { smallBank } from "#test/support/small-examination.ts";
import { rightAnswers, wrongAnswers } from "#test/support/questions.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { sitDown, type Sitting } from "#test/support/sitting.ts";

const HOUR = 3_600_000;
let t: TestServices;
beforeAll(async () => {
  t = await createTestServices();
});
afterAll(() => t.dispose());

const submit = (sitting: Sitting, services = t.services) =>
  services.assess.submit({ ...sitting, idemKey: "submit", tabId: null });
const kindsOf = async (sitting: Sitting) => (await sitting.steps()).map((step) => step.kind);
const review = (sitting: Sitting) =>
  t.services.assess.viewReview(sitting.userId, sitting.attemptId);

describe("handing in", () => {
  test("200 times at once, at two servers: one closing step, one grade", async () => {
    const sitting = await sitDown(t);
    await sitting.save("basic/schema/single", rightAnswers.single);
    const servers = [t.services, await t.another()];
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => submit(sitting, servers[index % 2])),
    );
    expect(new Set(results.map((one) => one.kind))).toEqual(new Set(["closed"]));
    expect(await kindsOf(sitting)).toEqual(["start", "save", "submit", "grade"]);
  });

  test("answers on their way at the same moment count exactly when they were accepted before it", async () => {
    const sitting = await sitDown(t);
    const saves = smallBank.map((question) =>
      sitting.save(question.id, rightAnswers[question.kind]),
    );
    const [acks] = await Promise.all([Promise.all(saves), submit(sitting)]);
    const closing = (await sitting.steps()).find((step) => step.kind === "submit")?.seq ?? 0;
    for (const ack of acks) expect(ack.refusal).toBe(ack.seq < closing ? null : "closed");
    const counted = acks.filter((ack) => ack.refusal === null).length;
    expect(await review(sitting)).toMatchObject({ kind: "review", review: { earned: counted } });
  });

  test("before it, there is no review", async () => {
    const sitting = await sitDown(t);
    expect(await review(sitting)).toEqual({ kind: "open" });
  });
});

describe("the clock hands in", () => {
  test.each([
    [graceMs - 1, ["start", "save"]],
    [graceMs, ["start", "save", "auto-submit", "grade"]],
  ])("deadline + %i ms: %j", async (offset, kinds) => {
    const sitting = await sitDown(t);
    await sitting.save("basic/schema/single", rightAnswers.single);
    t.clock.advance(HOUR + offset);
    await t.services.assess.closeOverdue();
    expect(await kindsOf(sitting)).toEqual(kinds);
  });

  test("no page can take the key of a step that closes or grades first", async () => {
    const [clock, hand] = [await sitDown(t), await sitDown(t)];
    await submit(hand);
    t.clock.advance(HOUR + graceMs);
    await t.services.assess.closeOverdue();
    const ours = [...(await clock.steps()), ...(await hand.steps())];
    expect(ours.map((step) => step.kind)).toContain("auto-submit");
    const page = { kind: "blur", tabId: "tab-of-test", tabSeq: 1, clientAt: null };
    for (const { kind, idemKey } of ours)
      expect([kind, stepInput.safeParse({ ...page, idemKey }).success]).toEqual([kind, false]);
  });

  test("also what ran out while no server was running, from every server that starts", async () => {
    const sittings = await Promise.all([sitDown(t), sitDown(t), sitDown(t)]);
    for (const sitting of sittings) await sitting.save("basic/schema/single", rightAnswers.single);
    t.clock.advance(100 * HOUR);
    const servers = await Promise.all([t.another(), t.another(), t.another()]);
    await Promise.all(servers.map((services) => services.assess.closeOverdue()));
    for (const sitting of sittings) {
      expect(await kindsOf(sitting)).toEqual(["start", "save", "auto-submit", "grade"]);
      expect(await review(sitting)).toMatchObject({
        kind: "review",
        review: { closedBy: "auto-submit", earned: 1, passed: false },
      });
    }
    expect(await t.services.assess.closeOverdue()).toEqual({ closed: 0, graded: 0 });
  });

  test("a crash between closing and grading is made good by the next round", async () => {
    const sitting = await sitDown(t);
    await sitting.save("basic/schema/single", rightAnswers.single);
    await t.attempts.append({
      attemptId: sitting.attemptId,
      ownerId: sitting.userId,
      kind: "submit",
      idemKey: "submit",
      actorId: sitting.userId,
      tabId: null,
      tabSeq: null,
      item: null,
      payload: {},
      refusal: null,
      clientAt: null,
      now: t.clock.now(),
      graceMs,
    });
    expect(await review(sitting)).toEqual({ kind: "grading" });
    const again = await t.services.assess.start({ ...sitting, assessment: "basic", tabId: null });
    expect(again).toEqual({ kind: "refused", reason: "being-graded" });
    expect(await t.services.assess.closeOverdue()).toEqual({ closed: 0, graded: 1 });
    expect(await review(sitting)).toMatchObject({ kind: "review", review: { earned: 1 } });
  });
});

test("a grade follows from the log and the frozen key alone", async () => {
  const random = seededRandom("twenty sittings");
  for (let number = 0; number < 20; number += 1) {
    const sitting = await sitDown(t);
    let expected = 0;
    for (const question of smallBank) {
      const choice = Math.floor(random() * 3);
      if (choice === 0) continue;
      await sitting.save(question.id, wrongAnswers[question.kind]);
      if (choice === 2) await sitting.save(question.id, rightAnswers[question.kind]);
      expected += choice === 2 ? 1 : 0;
    }
    await submit(sitting);
    const row = await t.attempts.find(sitting.attemptId, null);
    if (row === null) throw new Error("the attempt is there");
    const state = foldAttempt(row.deadlineAt, row.steps);
    const again = scoreAttempt(
      await t.attempts.frozenItems(row.id),
      answersOf(state),
      row.form.passMark,
    );
    expect(state.score).toEqual(again);
    expect(again.earned).toBe(expected);
    expect(again.passed).toBe(expected >= 7);
  }
});

test("an attempt that cannot be graded holds up nobody else, and is named", async () => {
  const broken = await startBroken();
  const sitting = await sitDown(t);
  t.clock.advance(HOUR + graceMs);
  const failure = await t.services.assess.closeOverdue().catch(String);
  expect(await kindsOf(sitting)).toEqual(["start", "auto-submit", "grade"]);
  expect(failure).toContain(broken);
});

/** An attempt with a frozen key that no scorer reads; gives its id. */
async function startBroken(): Promise<string> {
  const [id, now] = ["0198c0de-0000-7000-8000-000000000002", t.clock.now()];
  await t.attempts.start({
    id,
    userId: await t.addPerson(),
    assessment: "basic",
    number: 1,
    form: { title: "Basic", minutes: 60, passMark: 80, sections: [] },
    items: "no list" as never,
    idemKey: "start",
    tabId: null,
    now,
    deadline: now,
    detail: {},
  });
  return id;
}
