import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCourse, smallAssessment, smallBank } from "#test/support/small-examination.ts";
import { rightAnswers, SECRET } from "#test/support/questions.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { sitDown } from "#test/support/sitting.ts";

const MINUTE = 60_000;
let t: TestServices;
beforeAll(async () => {
  t = await createTestServices();
});
afterAll(() => t.dispose());

const start = (userId: string, services = t.services) =>
  services.assess.start({ userId, assessment: "basic", tabId: null });

describe("starting", () => {
  test("200 starts at once are one attempt, from two servers", async () => {
    const userId = await t.addPerson();
    const servers = [t.services, await t.another()];
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => start(userId, servers[index % 2])),
    );
    const ids = new Set(results.map((result) => JSON.stringify(result)));
    expect(ids.size).toBe(1);
    expect(results[0]?.kind).toBe("running");
    expect(await t.attempts.listByUser(userId)).toHaveLength(1);
    const keys = await t.db.pool.query(
      "SELECT count(*)::int AS n FROM attempt_key k JOIN attempt a ON a.id = k.attempt_id WHERE a.user_id = $1",
      [userId],
    );
    expect(keys.rows).toEqual([{ n: 1 }]);
  });

  test("form, order, options and deadline stay what they were at the start", async () => {
    const sitting = await sitDown(t);
    const before = await t.services.assess.viewAttempt(sitting.userId, sitting.attemptId);
    t.clock.advance(5 * MINUTE);
    const after = await (await t.another()).assess.viewAttempt(sitting.userId, sitting.attemptId);
    if (before.kind !== "open" || after.kind !== "open") throw new Error("the attempt is open");
    expect(after.attempt.sections).toEqual(before.attempt.sections);
    expect(after.attempt.deadlineAt).toBe(before.attempt.deadlineAt);
    expect(before.attempt.remainingMs).toBe(60 * MINUTE);
    expect(after.attempt.remainingMs).toBe(55 * MINUTE);
    expect(JSON.stringify(before)).not.toContain(SECRET);
  });

  test("changing the content while an attempt runs changes neither its form nor its score", async () => {
    const sitting = await sitDown(t);
    const before = await t.services.assess.viewAttempt(sitting.userId, sitting.attemptId);
    const edited = await t.another(
      makeCourse({
        questions: smallBank
          .filter((question) => question.kind !== "numeric")
          .map((question) =>
            question.kind === "single"
              ? {
                  ...question,
                  version: "v2",
                  stem: "<p>Changed</p>",
                  options: question.options.map((one) => ({ ...one, correct: one.id === "d" })),
                }
              : question,
          ),
        assessments: [{ ...smallAssessment, minutes: 5, passMark: 100, title: "Changed" }],
      }),
    );
    const after = await edited.assess.viewAttempt(sitting.userId, sitting.attemptId);
    expect(after).toEqual(before);
    const answered = ["single", "numeric"] as const;
    for (const kind of answered) {
      const { refusal } = await sitting.save(`basic/schema/${kind}`, rightAnswers[kind], {
        services: edited,
      });
      expect(refusal).toBeNull();
    }
    await edited.assess.submit({ ...sitting, idemKey: "submit", tabId: null });
    const review = await edited.assess.viewReview(sitting.userId, sitting.attemptId);
    expect(review).toMatchObject({
      kind: "review",
      review: { earned: 2, possible: 8, passMark: 80, title: "Basic assessment" },
    });
  });

  test("a failed attempt is followed by a pause, then by another draw", async () => {
    const sitting = await sitDown(t);
    await t.services.assess.submit({ ...sitting, idemKey: "submit", tabId: null });
    expect(await start(sitting.userId)).toMatchObject({ kind: "refused", reason: "cooling-off" });
    t.clock.advance(24 * 60 * MINUTE);
    const again = await start(sitting.userId);
    expect(again).toMatchObject({ kind: "running" });
    expect(again).not.toMatchObject({ attemptId: sitting.attemptId });
    const rows = await t.attempts.listByUser(sitting.userId);
    expect(rows.map((row) => row.number)).toEqual([1, 2]);
    const seeds = rows.map((row) => row.steps[0]?.payload["seed"]);
    expect(new Set(seeds).size).toBe(2);
  });

  test("nothing is drawn from a bank that is too small, or for an assessment there is not", async () => {
    const userId = await t.addPerson();
    const small = await t.another(makeCourse({ questions: smallBank.slice(0, 6) }));
    expect(await start(userId, small)).toEqual({
      kind: "refused",
      reason: "bank-too-small",
      section: "monitoring",
      needed: 3,
      found: 1,
    });
    const unknown = await t.services.assess.start({ userId, assessment: "none", tabId: null });
    expect(unknown).toEqual({ kind: "not-found" });
    expect(await t.attempts.listByUser(userId)).toEqual([]);
  });
});

test("somebody else's attempt, and one that does not exist, are not found anywhere", async () => {
  const sitting = await sitDown(t);
  const other = await t.addPerson();
  const nobody = "00000000-0000-7000-8000-000000000000";
  for (const [userId, attemptId] of [
    [other, sitting.attemptId],
    [sitting.userId, nobody],
    [sitting.userId, "1 OR 1=1"],
    [sitting.userId, `${sitting.attemptId}\u0000`],
  ] as const) {
    const { assess } = t.services;
    expect(await assess.viewAttempt(userId, attemptId)).toEqual({ kind: "not-found" });
    expect(await assess.viewReview(userId, attemptId)).toEqual({ kind: "not-found" });
    expect(await assess.record({ userId, attemptId, steps: [], baseSeq: 0 })).toEqual({
      kind: "not-found",
    });
    expect(await assess.submit({ userId, attemptId, idemKey: "submit", tabId: null })).toEqual({
      kind: "not-found",
    });
  }
  // Also when this server has just served the attempt to its owner.
  await sitting.save("basic/schema/single", rightAnswers.single);
  const stolen = await t.services.assess.record({
    userId: other,
    attemptId: sitting.attemptId,
    steps: [],
    baseSeq: 0,
  });
  expect(stolen).toEqual({ kind: "not-found" });
  const view = await t.services.assess.viewAttempt(sitting.userId, sitting.attemptId);
  expect(view.kind).toBe("open");
});
