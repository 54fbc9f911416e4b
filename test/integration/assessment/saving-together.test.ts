import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Response } from "#app/domain/assessment/response.ts";
import { countStatements } from "#test/support/count-statements.ts";
import { rightAnswers, wrongAnswers } from "#test/support/questions.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { sitDown, type Sitting } from "#test/support/sitting.ts";

// Pages that save at the same moment share a statement. For each of them it must be as if they did not.

let t: TestServices;
beforeAll(async () => {
  t = await createTestServices();
});
afterAll(() => t.dispose());

const SINGLE = "basic/schema/single";

async function savesOf(sitting: Sitting): Promise<Response[]> {
  const steps = await sitting.steps();
  return steps.flatMap((step) =>
    step.kind === "save" && step.refusal === null ? [step.payload["response"] as Response] : [],
  );
}
async function sitDownEach(count: number): Promise<Sitting[]> {
  const sittings: Sitting[] = [];
  for (let one = 0; one < count; one += 1) sittings.push(await sitDown(t));
  // The forms are read, so that what follows is the saves alone.
  for (const sitting of sittings) await sitting.save(SINGLE, wrongAnswers.single);
  return sittings;
}

/** As the services do it, on the pool whose statements can be counted. */
function record({ attemptId, userId }: Sitting, idemKey: string, text = "") {
  return t.attempts.record({
    attemptId,
    ownerId: userId,
    steps: [
      {
        kind: "save",
        idemKey,
        tabId: "tab-one",
        tabSeq: 1,
        item: SINGLE,
        payload: { response: text === "" ? rightAnswers.single : { kind: "text", text } },
        refusal: null,
        clientAt: null,
      },
    ],
    baseSeq: 0,
    now: t.clock.now(),
    graceMs: 0,
  });
}

/** How many statements of this database wait for a row that another one holds. */
async function lockWaits(): Promise<number> {
  const { rows } = await t.db.pool.query<{ waits: number }>(
    `SELECT count(*)::int AS waits FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.waits ?? 0;
}

/** Does something while somebody else holds the attempt's row. */
async function whileLocked<T>({ attemptId }: Sitting, work: () => Promise<T>): Promise<T> {
  const client = await t.db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT FROM attempt WHERE id = $1 FOR UPDATE", [attemptId]);
    return await work();
  } finally {
    await client.query("COMMIT");
    client.release();
  }
}

describe("pages that save at the same moment", () => {
  test("each is answered for its own attempt, and the logs stay whole", async () => {
    const sittings = await sitDownEach(90);
    const acks = await Promise.all(
      sittings.map((sitting) => sitting.save(SINGLE, rightAnswers.single)),
    );
    expect(acks).toEqual(sittings.map(() => ({ seq: 3, refusal: null })));
    for (const sitting of sittings) {
      expect(await savesOf(sitting)).toEqual([wrongAnswers.single, rightAnswers.single]);
      expect(await t.attempts.firstBrokenStep(sitting.attemptId)).toBeNull();
    }
  });

  test("share statements: fewer than there are pages", async () => {
    const sittings = await sitDownEach(20);
    const seen = countStatements(t.db.pool);
    await Promise.all(sittings.map((sitting) => record(sitting, "again")));
    expect(seen.statements).toHaveLength(1);
  });

  test("of one attempt: all are kept, in the order they came, whatever plan PostgreSQL makes", async () => {
    for (const plan of ["never analysed", "analysed"]) {
      const [sitting, other] = await sitDownEach(2);
      if (!sitting || !other) throw new Error("two sat down");
      if (plan === "analysed") await t.db.pool.query("ANALYZE attempt");
      const given = Array.from({ length: 8 }, (_, at) =>
        at % 2 === 0 ? rightAnswers.single : wrongAnswers.single,
      );
      await Promise.all([
        ...given.map((response) => sitting.save(SINGLE, response)),
        other.save(SINGLE, rightAnswers.single),
      ]);
      expect(await savesOf(sitting)).toEqual([wrongAnswers.single, ...given]);
    }
  });

  test("an attempt never takes more than one connection, however many requests it sends", async () => {
    const [sitting] = await sitDownEach(1);
    if (!sitting) throw new Error("one sat down");
    // However its name is written, it is one attempt.
    const shouted = { ...sitting, attemptId: sitting.attemptId.toUpperCase() };
    const sent = await whileLocked(sitting, async () => {
      const requests = Array.from({ length: 60 }, (_, at) =>
        record(at % 2 === 0 ? sitting : shouted, `flood-${at}`),
      );
      await expect.poll(() => lockWaits(), { timeout: 10_000 }).toBe(1);
      return requests;
    });
    const answers = await Promise.all(sent);
    // What is too much is told so and not recorded; the rest is recorded in its order.
    expect(answers.filter((one) => one === "busy")).toHaveLength(10);
    const acks = answers.flatMap((one) => (one === null || one === "busy" ? [] : one.acks));
    expect(acks.map(({ idemKey, seq }) => [idemKey, seq])).toEqual(
      Array.from({ length: 50 }, (_, at) => [`flood-${at}`, at + 3]),
    );
  });

  test("what is large is recorded alone: nobody waits for it", async () => {
    const [large, small] = await sitDownEach(2);
    if (!large || !small) throw new Error("two sat down");
    const seen = countStatements(t.db.pool);
    await Promise.all([record(large, "large", "x".repeat(20_000)), record(small, "small")]);
    expect(seen.statements.filter((one) => one.includes("SKIP LOCKED"))).toEqual([]);
    expect(seen.statements).toHaveLength(2);
  });

  test("an attempt that is locked keeps nobody else waiting, and is recorded when it is free", async () => {
    const [locked, ...free] = await sitDownEach(4);
    if (!locked) throw new Error("four sat down");
    const ack = { seq: 3, refusal: null };
    const answered: Sitting[] = [];
    const save = (sitting: Sitting) =>
      sitting.save(SINGLE, rightAnswers.single).then((given) => {
        answered.push(sitting);
        return given;
      });
    const all = await whileLocked(locked, async () => {
      const saves = [locked, ...free].map(save);
      // Long before PostgreSQL gives up a statement that waits.
      await expect.poll(() => answered.length, { timeout: 10_000 }).toBe(free.length);
      expect(answered).not.toContain(locked);
      return saves;
    });
    expect(await Promise.all(all)).toEqual([ack, ...free.map(() => ack)]);
  });

  test("one that PostgreSQL refuses fails alone", async () => {
    const sittings = await sitDownEach(3);
    const keys = ["one", "a key with \0 in it", "three"];
    const results = await Promise.allSettled(
      sittings.map((sitting, at) => record(sitting, keys[at] ?? "")),
    );
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const counts = await Promise.all(sittings.map(async (one) => (await savesOf(one)).length));
    expect(counts).toEqual([2, 1, 2]);
  });

  test("somebody else's attempt among them stays untouched and unfound", async () => {
    const [mine, theirs] = await sitDownEach(2);
    if (!mine || !theirs) throw new Error("two sat down");
    const look = (attemptId: string) =>
      t.attempts.record({
        attemptId,
        ownerId: mine.userId,
        steps: [],
        baseSeq: 0,
        now: t.clock.now(),
        graceMs: 0,
      });
    const nowhere = "00000000-0000-7000-8000-000000000000";
    const found = await Promise.all([mine.attemptId, theirs.attemptId, nowhere].map(look));
    expect(found.map((one) => one !== null)).toEqual([true, false, false]);
  });
});

test("who has missed much is told the newest answer of each question, not all", async () => {
  const [sitting] = await sitDownEach(1);
  if (!sitting) throw new Error("one sat down");
  const look = async (baseSeq: number) => {
    const { attemptId, userId: ownerId } = sitting;
    const input = { attemptId, ownerId, steps: [], baseSeq, now: t.clock.now(), graceMs: 0 };
    const found = await t.attempts.record(input);
    if (found === null || found === "busy") throw new Error("not recorded");
    return found.saves.map(({ seq, item }) => [seq, item]);
  };
  for (let at = 0; at < 120; at += 1) await record(sitting, `many-${at}`);
  expect(await look(120)).toEqual([121, 122].map((seq) => [seq, SINGLE]));
  expect(await look(0)).toEqual([[122, SINGLE]]);
});
