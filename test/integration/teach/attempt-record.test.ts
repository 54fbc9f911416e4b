import { afterAll, beforeAll, expect, test } from "vitest";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import {
  attemptRecord,
  viewAttemptRecord,
  type AttemptRecord,
} from "#app/services/views/view-attempt-record.ts";
import { canary, smallCourse } from "#test/support/course.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { createTeam, save, type Team } from "#test/support/team.ts";

let database: TestDatabase;
let team: Team;
let learner: string;

beforeAll(async () => {
  database = await createTestDatabase();
  team = createTeam(database, smallCourse);
  learner = await team.add("Lea Learner");
});
afterAll(() => database.dispose());

async function view(id: string): Promise<AttemptRecord> {
  const record = await viewAttemptRecord(team, "instructor", id);
  expect(record).toEqual(attemptRecord.parse(record));
  if (!record) throw new Error("no record");
  return record;
}

test("a running attempt shows its answers, its key and its steps, and says that it runs", async () => {
  const person = await team.add("Ruth Running");
  const attempt = await team.startBasic(person);
  const [first = "", second = ""] = await itemsOf(attempt);
  team.clock.pass(7);
  await team.send(person, attempt, [save(first, "right")]);
  const record = await view(attempt);
  expect(record).toMatchObject({
    state: "running",
    closed: null,
    score: null,
    questions: 5,
    answered: 1,
    firstBrokenStep: null,
    learner: { id: person, name: "Ruth Running", email: "ruth.running@example.com" },
  });
  const items = record.sections.flatMap((section) => section.items);
  expect(items.map((one) => one.number)).toEqual([1, 2, 3, 4, 5]);
  expect(items[0]).toMatchObject({
    saves: 1,
    review: { earned: 1, given: { options: ["right"] } },
  });
  expect(items[1]).toMatchObject({
    saves: 0,
    answeredAt: null,
    review: { question: { id: second }, given: null, right: { options: ["right"] } },
  });
  expect(JSON.stringify(items)).toContain(canary);
  expect(record.sections.map((section) => section.earned)).toEqual([null, null, null]);
});

test("an instructor's own attempt is closed to them until they have handed it in", async () => {
  const person = await team.add("Ines Instructor");
  const attempt = await team.startBasic(person);
  expect(await viewAttemptRecord(team, person, attempt)).toBeNull();
  await team.submitBasic(person, attempt);
  expect(await viewAttemptRecord(team, person, attempt)).toMatchObject({ state: "closed" });
});

test("the timeline of a closed attempt holds every step, also those that do not count", async () => {
  const attempt = await team.startBasic(learner);
  const [first = "", second = ""] = await itemsOf(attempt);
  team.clock.pass(5);
  await team.send(learner, attempt, [
    save(first, "wrong"),
    { ...save(first, "right"), tabId: "tab-two-2" },
    save(second, "no-such-option"),
    save("basic/schema/of-another-form", "right"),
    { kind: "blur" },
  ]);
  team.clock.pass(30);
  await team.send(learner, attempt, [{ kind: "focus" }]);
  await team.submitBasic(learner, attempt);
  await team.send(learner, attempt, [save(second, "right")]);
  const record = await view(attempt);
  expect(
    record.timeline.map(({ seq, seconds, item, tab, what, by, refusal }) =>
      [seq, seconds, item, tab, what, by, refusal].map((value) => value ?? "–").join(" | "),
    ),
  ).toEqual([
    "1 | 0 | – | A | Started: 5 questions, 30 minutes | – | –",
    "2 | 5 | 1 | A | Answered | – | –",
    "3 | 5 | 1 | B | Changed the answer | – | –",
    "4 | 5 | 2 | A | Sent an answer | – | the question has no such option",
    "5 | 5 | – | A | Sent an answer | – | the question is not part of this attempt",
    "6 | 5 | – | A | Left the page | – | –",
    "7 | 35 | – | A | Came back to the page | – | –",
    "8 | 35 | – | – | Handed in | – | –",
    "9 | 35 | – | – | Scored: 1 of 5, not passed | Planwise | –",
    "10 | 35 | 2 | A | Sent an answer | – | the attempt was already closed",
  ]);
  expect(record.timeline[6]?.awaySeconds).toBe(30);
  expect(record).toMatchObject({
    state: "closed",
    answered: 1,
    score: { earned: 1, possible: 5, needed: 4, passed: false, again: 1 },
    closed: { kind: "submit" },
  });
  const answer = record.timeline[1]?.answer ?? "";
  expect(answer).toMatch(/^option [123]: A hash index$/);
});

test("an attempt whose time ran out says so", async () => {
  const person = await team.add("Olga Overdue");
  const attempt = await team.startBasic(person);
  team.clock.pass(31 * 60 + graceMs / 1000);
  await team.submitBasic(person, attempt);
  expect(await view(attempt)).toMatchObject({ state: "closed", closed: { kind: "auto-submit" } });
});

test("a step changed behind our back is found, and a score that does not follow from it", async () => {
  const person = await team.add("Mona Modified");
  const attempt = await team.takeBasic(person, 4);
  expect(await view(attempt)).toMatchObject({
    firstBrokenStep: null,
    score: { earned: 4, again: 4 },
  });
  const { pool } = database;
  await pool.query("ALTER TABLE attempt_step DISABLE TRIGGER attempt_step_is_a_record");
  await pool.query(
    `UPDATE attempt_step SET payload = '{"response": {"kind": "options", "options": ["wrong"]}}'
     WHERE attempt_id = $1 AND seq = 3`,
    [attempt],
  );
  await pool.query("ALTER TABLE attempt_step ENABLE TRIGGER attempt_step_is_a_record");
  expect(await view(attempt)).toMatchObject({ firstBrokenStep: 3, score: { earned: 4, again: 3 } });
});

test.each(["00000000-0000-7000-8000-000000000000", "not-an-id", "1; drop table attempt", ""])(
  "an attempt %j does not exist",
  async (id) => {
    expect(await viewAttemptRecord(team, "instructor", id)).toBeNull();
  },
);

async function itemsOf(attempt: string): Promise<string[]> {
  const row = await team.attempts.find(attempt, null);
  return row?.form.sections.flatMap((section) => section.items.map((item) => item.id)) ?? [];
}
