import { afterAll, beforeAll, expect, test } from "vitest";
import { submissionRecord, viewSubmission } from "#app/services/views/view-submission.ts";
import { canary, smallCourse } from "#test/support/course.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { createTeam, type Team } from "#test/support/team.ts";

let database: TestDatabase;
let team: Team;
let learner: string;
let other: string;

beforeAll(async () => {
  database = await createTestDatabase();
  team = createTeam(database, smallCourse);
  learner = await team.add("Lea Learner");
  other = await team.add("Otto Other");
});
afterAll(() => database.dispose());

const view = (id: string, owner: string | null) =>
  viewSubmission({ ...team, shelf: team.offer.shelf, titles: team.offer.titles }, id, owner);

test("a submission shows its text, its verdicts check by check, and the tries beside it", async () => {
  const first = await team.handIn(learner, "two-pages", "failed", "select 1\r\nfrom a;\n");
  team.clock.pass(60);
  const second = await team.handIn(learner, "two-pages", "passed");
  team.clock.pass(60);
  const third = await team.handIn(learner, "two-pages", null);
  await team.handIn(learner, "slow-report", "passed");
  await team.handIn(other, "two-pages", "passed");
  const record = await view(first, null);
  expect(record).toEqual(submissionRecord.parse(record));
  expect(record).toMatchObject({
    exercise: { slug: "two-pages", title: "Two pages", offered: true },
    learner: { id: learner, name: "Lea Learner" },
    text: "select 1\r\nfrom a;\n",
    version: "two-pages-v2",
    current: true,
    gradings: [
      {
        reason: "initial",
        verdict: { status: "failed", checks: [{ id: "rows", message: "Row 3 differs." }] },
      },
    ],
    tries: [
      { id: third, number: 3, standing: "waiting" },
      { id: second, number: 2, standing: "passed" },
      { id: first, number: 1, standing: "failed" },
    ],
  });
  expect(JSON.stringify(record)).not.toContain(canary);
});

test("a verdict given later comes first and counts", async () => {
  const id = await team.handIn(learner, "slow-dashboard", "failed");
  const [given] = (await team.submissions.find(id, null))?.gradings ?? [];
  if (!given) throw new Error("not graded");
  team.clock.pass(5);
  await team.submissions.addGrading({
    id: team.ids.next(),
    submissionId: id,
    reason: "regrade",
    verdict: { ...given.verdict, status: "passed" },
    gradedAt: team.clock.now(),
  });
  const record = await view(id, learner);
  expect(record?.gradings.map(({ reason, verdict }) => [reason, verdict.status])).toEqual([
    ["regrade", "passed"],
    ["initial", "failed"],
  ]);
  expect(record?.tries[0]?.standing).toBe("passed");
});

test.each([
  ["two-pages", "an-older-version", { offered: true, current: false }],
  ["gone-exercise", "v1", { offered: false, current: false }],
])("work on %s as %s says how it relates to today", async (exercise, version, said) => {
  const { id } = await team.submissions.add({
    id: team.ids.next(),
    userId: learner,
    exercise,
    version,
    text: "select 1",
    idemKey: `${exercise}-${version}`,
    submittedAt: team.clock.now(),
  });
  const record = await view(id, null);
  expect({ offered: record?.exercise.offered, current: record?.current }).toEqual(said);
});

test("somebody else's submission is not there, and neither is an unknown one", async () => {
  const id = await team.handIn(learner, "two-pages", "passed");
  expect(await view(id, learner)).not.toBeNull();
  expect(await view(id, other)).toBeNull();
  expect(await view("00000000-0000-7000-8000-000000000000", null)).toBeNull();
  expect(await view("not-an-id", null)).toBeNull();
});
