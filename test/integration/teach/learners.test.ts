import { afterAll, beforeAll, expect, test } from "vitest";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import { learnerQuery } from "#app/domain/analytics/learner-table.ts";
import { publicLearners, viewLearners } from "#app/services/views/view-learners.ts";
import { countStatements } from "#test/support/count-statements.ts";
import { smallCourse } from "#test/support/course.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { createTeam, type Team } from "#test/support/team.ts";

let database: TestDatabase;
let team: Team;
let counted: { statements: string[] };
const id: Record<string, string> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  counted = countStatements(database.pool);
  team = createTeam(database, smallCourse);
  id.teacher = await team.add("Tess Teacher", "instructor");
  id.new = await team.add("Nina New");
  id.stuck = await team.add("Stan Stuck");
  id.ready = await team.add("Rita Ready");
  id.past = await team.add("Paul Past");

  team.clock.set("2026-11-10T09:00:00Z");
  await team.handIn(id.past, "two-pages", "failed");
  await team.handIn(id.ready, "two-pages", "failed");
  team.clock.set("2026-11-23T09:00:00Z");
  await team.handIn(id.stuck, "two-pages", "failed");
  await team.handIn(id.stuck, "two-pages", "errored");
  await team.handIn(id.stuck, "slow-report", "failed");
  await team.handIn(id.stuck, "slow-report", "passed");
  await team.takeBasic(id.stuck, 2);
  await team.takeBasic(id.stuck, 3);
  await team.startBasic(id.stuck);
  await team.handIn(id.ready, "two-pages", "passed");
  await team.handIn(id.ready, "slow-report", "passed");
  await team.handIn(id.ready, "slow-dashboard", "passed");
  await team.takeBasic(id.ready, 4);
  for (const lesson of ["fundamentals/first-plan", "fundamentals/first-index"])
    await team.progress.complete(id.ready, lesson, team.clock.now());
  await team.confirm({
    learnerId: id.ready,
    item: "ONB-1.3",
    confirmed: true,
    note: "Saw it.",
    by: id.teacher,
  });
  await team.people.setDeactivated(id.past, team.clock.now());
});
afterAll(() => database.dispose());

const view = (query: Record<string, string> = {}) =>
  viewLearners(
    {
      ...team,
      shelf: team.offer.shelf,
      path: smallCourse.onboarding,
      certifications: smallCourse.certifications,
      offers: team.offer,
      titles: team.offer.titles,
    },
    learnerQuery.parse(query),
  );

test("each learner's line says what the services recorded", async () => {
  const seen = await view();
  expect(publicLearners.parse(seen)).toEqual(seen);
  expect(seen.total).toBe(3);
  expect(seen.learners).toMatchObject([
    {
      name: "Nina New",
      email: "nina.new@example.com",
      closed: false,
      path: { done: 0, of: 4 },
      exercises: { passed: 0, tried: 0 },
      practicals: { passed: 0, of: 2 },
      basic: { best: null, attempts: 0, running: false },
      doc: { met: false, missing: 2 },
      stuckOn: [],
    },
    {
      name: "Rita Ready",
      email: "rita.ready@example.com",
      closed: false,
      path: { done: 3, of: 4 },
      exercises: { passed: 3, tried: 3 },
      practicals: { passed: 2, of: 2 },
      basic: { best: { earned: 4, possible: 5 }, attempts: 1, running: false },
      doc: { met: true, missing: 0 },
      stuckOn: [],
    },
    {
      name: "Stan Stuck",
      email: "stan.stuck@example.com",
      closed: false,
      path: { done: 0, of: 4 },
      exercises: { passed: 1, tried: 2 },
      practicals: { passed: 1, of: 2 },
      basic: { best: { earned: 3, possible: 5 }, attempts: 3, running: true },
      doc: { met: false, missing: 2 },
      stuckOn: [{ exercise: "two-pages", title: "Two pages", tries: 2 }],
    },
  ]);
});

test.each([
  ["stuck", ["Stan Stuck"]],
  ["not-started", ["Nina New"]],
  ["ready", ["Rita Ready"]],
  ["closed", ["Paul Past"]],
])("the state %s shows %j", async (state, names) => {
  expect((await view({ state })).learners.map((one) => one.name)).toEqual(names);
});

test("a week without another try is no longer stuck", async () => {
  const now = team.clock.now().toISOString();
  team.clock.set("2026-12-01T09:00:00Z");
  expect((await view({ state: "stuck" })).learners).toEqual([]);
  team.clock.set(now);
});

test.each([
  ["a verdict that failed on our side", "platform", []],
  ["a verdict on the text", "learner", ["Two pages"]],
] as const)("%s leaves a learner stuck on %j", async (_, fault, stuckOn) => {
  const learner = await team.add(`Fay Fault ${fault}`);
  const submissionId = await team.handIn(learner, "two-pages", null);
  expect((await view({ q: fault })).learners).toMatchObject([{ stuckOn: [] }]);
  const engine = "pglite" as const;
  const verdict = { exercise: "two-pages", version: "v", engine, checks: [], ms: 1 };
  await team.submissions.addGrading({
    id: team.ids.next(),
    submissionId,
    reason: "initial",
    verdict: { ...verdict, status: "errored", fault },
    gradedAt: team.clock.now(),
  });
  const [row] = (await view({ q: fault })).learners;
  expect(row?.stuckOn.map((one) => one.title)).toEqual(stuckOn);
});

test("last activity is the learner's own, not ours", async () => {
  const [stan] = (await view({ q: "stan" })).learners;
  const attempts = await team.attempts.listByUser(id.stuck ?? "");
  const own = attempts.flatMap((one) => one.steps).filter((step) => step.actorId === id.stuck);
  const last = Math.max(...own.map((step) => step.serverAt.getTime()));
  expect(stan?.lastActivityAt).toBe(new Date(last).toISOString());
});

test("results read for everybody agree with the fold over each log", async () => {
  const results = await team.overview.attemptResults();
  expect(results).toHaveLength(4);
  for (const result of results) {
    const row = await team.attempts.find(result.id, null);
    const state = foldAttempt(row?.deadlineAt ?? new Date(0), row?.steps ?? []);
    expect(result).toMatchObject({
      closedAt: state.closed?.at ?? null,
      earned: state.score?.earned ?? null,
      possible: state.score?.possible ?? null,
      passed: state.score?.passed ?? null,
    });
  }
});

test("500 learners take as many statements as four", async () => {
  counted.statements.length = 0;
  await view();
  const few = counted.statements.length;
  await addFiveHundred(database);
  counted.statements.length = 0;
  const seen = await view({ sort: "activity", dir: "desc" });
  expect(seen.learners).toHaveLength(505);
  expect(seen.learners.filter((one) => one.basic.best?.earned === 5)).toHaveLength(500);
  expect(few).toBe(7);
  expect(counted.statements).toHaveLength(few);
});

/** 500 people with 20 lessons, 20 graded submissions and an attempt of 120 steps each. */
async function addFiveHundred({ pool }: TestDatabase): Promise<void> {
  const score = { earned: 5, possible: 5, passed: true };
  await pool.query(`INSERT INTO user_account (id, name, email)
    SELECT 'many-' || n, 'Many ' || n, 'many' || n || '@example.com' FROM generate_series(1, 500) n`);
  await pool.query(`INSERT INTO lesson_progress (user_id, lesson, started_at, last_read_at, completed_at)
    SELECT 'many-' || n, 'module/lesson-' || l, now(), now(), now()
    FROM generate_series(1, 500) n, generate_series(1, 20) l`);
  await pool.query(`WITH handed_in AS (
      INSERT INTO submission (id, user_id, exercise, version, text, idem_key, submitted_at)
      SELECT gen_random_uuid(), 'many-' || n, 'exercise-' || s % 7, 'v', 'select 1', 'key-' || s, now()
      FROM generate_series(1, 500) n, generate_series(1, 20) s RETURNING id)
    INSERT INTO grading (id, submission_id, reason, status, verdict, graded_at)
    SELECT gen_random_uuid(), id, 'initial', 'failed', '{}', now() FROM handed_in`);
  await pool.query(
    `WITH begun AS (
      INSERT INTO attempt (id, user_id, assessment, number, form, started_at, deadline_at)
      SELECT gen_random_uuid(), 'many-' || n, 'basic', 1, '{}', now(), now() FROM generate_series(1, 500) n
      RETURNING id, user_id)
    INSERT INTO attempt_step (attempt_id, seq, kind, idem_key, actor_id, payload, server_at, prev_hash, hash)
    SELECT id, seq, CASE seq WHEN 1 THEN 'start' WHEN 119 THEN 'submit' WHEN 120 THEN 'grade' ELSE 'save' END,
      'key-' || seq, CASE seq WHEN 120 THEN 'planwise' ELSE user_id END,
      CASE seq WHEN 120 THEN jsonb_build_object('score', $1::jsonb) ELSE '{}' END, now(), '', ''
    FROM begun, generate_series(1, 120) seq`,
    [JSON.stringify(score)],
  );
}
