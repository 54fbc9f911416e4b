import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AttemptStep } from "#app/domain/assessment/attempt-log.ts";
import { seededRandom } from "#app/domain/assessment/random.ts";
import { smallBank } from "#test/support/small-examination.ts";
import { rightAnswers } from "#test/support/questions.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { sitDown, type Sitting } from "#test/support/sitting.ts";

let t: TestServices;
let sitting: Sitting;
let steps: AttemptStep[];
beforeAll(async () => {
  t = await createTestServices();
  sitting = await sitDown(t);
  for (const question of smallBank) {
    t.clock.advance(1_000);
    await sitting.save(question.id, rightAnswers[question.kind]);
  }
  await sitting.save("basic/schema/elsewhere", rightAnswers.single);
  await t.services.assess.submit({ ...sitting, idemKey: "submit", tabId: null });
  steps = await sitting.steps();
});
afterAll(() => t.dispose());

describe("the log cannot be changed by a program of ours", () => {
  test.each([
    "UPDATE attempt_step SET payload = '{}'",
    "UPDATE attempt_step SET refusal = NULL WHERE refusal IS NOT NULL",
    "DELETE FROM attempt_step",
    "TRUNCATE attempt_step",
    "UPDATE attempt SET deadline_at = deadline_at + interval '1 hour'",
    "DELETE FROM attempt",
    "TRUNCATE attempt CASCADE",
    "UPDATE attempt_key SET items = '[]'",
    "DELETE FROM attempt_key",
    "TRUNCATE attempt_key",
    "TRUNCATE submission, grading",
    "TRUNCATE onboarding_confirmation",
    "TRUNCATE audit_event",
    "UPDATE submission SET text = 'select 1'",
    "DELETE FROM grading",
    "DELETE FROM audit_event",
  ])("%s", async (statement) => {
    // Without rows a row's trigger has nothing to refuse: every table here has some.
    await fillRecords();
    await expect(t.db.pool.query(statement)).rejects.toThrow(/is a record/);
  });
});

async function fillRecords(): Promise<void> {
  const id = "0198c0de-0000-7000-8000-000000000001";
  const known = await t.db.prisma.submission.findUnique({ where: { id } });
  if (known !== null) return;
  const at = t.clock.now();
  await t.db.prisma.submission.create({
    data: {
      id,
      userId: sitting.userId,
      exercise: "e",
      version: "v",
      text: "select 2",
      idemKey: "submission-1",
      submittedAt: at,
    },
  });
  await t.db.prisma.grading.create({
    data: { id, submissionId: id, reason: "initial", status: "failed", verdict: {}, gradedAt: at },
  });
  await t.db.prisma.auditEvent.create({
    data: { id, at, action: "test", subjectKind: "test", subjectId: "test", detail: {} },
  });
}

/** What somebody with the database's own rights could do, undone afterwards: who notices? */
async function brokenAfter(change: string, values: unknown[] = []): Promise<number | null> {
  const client = await t.db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("ALTER TABLE attempt_step DISABLE TRIGGER USER");
    const { rowCount } = await client.query(change, values);
    if (rowCount === 0) throw new Error(`nothing was changed by ${change}`);
    const { rows } = await client.query("SELECT broken_seq FROM verify_attempt($1)", [
      sitting.attemptId,
    ]);
    return rows[0]?.broken_seq ?? null;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

const mutations: Record<string, string> = {
  seq: "seq + 1000",
  kind: "CASE kind WHEN 'focus' THEN 'blur' ELSE 'focus' END",
  idem_key: "idem_key || 'x'",
  actor_id: "actor_id || 'x'",
  tab_id: "coalesce(tab_id, '') || 'x'",
  tab_seq: "coalesce(tab_seq, 0) + 1",
  item: "coalesce(item, '') || 'x'",
  payload: `payload || '{"response": {"kind": "none"}}'`,
  refusal: "CASE WHEN refusal IS NULL THEN 'late' END",
  server_at: "server_at - interval '1 millisecond'",
  client_at: "coalesce(client_at, server_at) + interval '1 millisecond'",
  prev_hash: "set_byte(prev_hash, 3, (get_byte(prev_hash, 3) + 1) % 256)",
  hash: "set_byte(hash, 31, (get_byte(hash, 31) + 1) % 256)",
};

describe("whoever changes it all the same is noticed", () => {
  test("untouched, the chain is whole", async () => {
    expect(await t.attempts.firstBrokenStep(sitting.attemptId)).toBeNull();
  });

  test("130 changes of a single field, at random steps: found at that step", async () => {
    const random = seededRandom("mutations");
    for (const [column, expression] of Object.entries(mutations)) {
      for (let round = 0; round < 10; round += 1) {
        const seq = 1 + Math.floor(random() * steps.length);
        const broken = await brokenAfter(
          `UPDATE attempt_step SET ${column} = ${expression} WHERE attempt_id = $1 AND seq = $2`,
          [sitting.attemptId, seq],
        );
        // A step that moved leaves a gap: the one that now stands in its place is named.
        const expected = column === "seq" ? (seq === steps.length ? seq + 1000 : seq + 1) : seq;
        expect({ column, seq, broken }).toEqual({ column, seq, broken: expected });
      }
    }
  });

  test("a step removed, also with its neighbours' numbers mended", async () => {
    expect(
      await brokenAfter("DELETE FROM attempt_step WHERE attempt_id = $1 AND seq = 4", [
        sitting.attemptId,
      ]),
    ).toBe(5);
  });

  test("a step rewritten with a fresh hash of its own", async () => {
    const broken = await brokenAfter(
      `UPDATE attempt_step SET payload = '{"response":{"kind":"none"}}',
         hash = attempt_step_hash(prev_hash, attempt_id, seq, kind, idem_key, actor_id, tab_id, tab_seq,
           item, '{"response":{"kind":"none"}}', refusal, server_at, client_at)
       WHERE attempt_id = $1 AND seq = 3`,
      [sitting.attemptId],
    );
    expect(broken).toBe(4);
  });

  test("a log moved to another attempt", async () => {
    const other = await sitDown(t);
    const client = await t.db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("ALTER TABLE attempt_step DISABLE TRIGGER USER");
      await client.query("DELETE FROM attempt_step WHERE attempt_id = $1", [other.attemptId]);
      await client.query("UPDATE attempt_step SET attempt_id = $1 WHERE attempt_id = $2", [
        other.attemptId,
        sitting.attemptId,
      ]);
      const { rows } = await client.query("SELECT broken_seq FROM verify_attempt($1)", [
        other.attemptId,
      ]);
      expect(rows).toEqual([{ broken_seq: 1 }]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});
