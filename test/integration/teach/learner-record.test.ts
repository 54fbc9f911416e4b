import { afterAll, beforeAll, expect, test } from "vitest";
import {
  learnerRecord,
  viewLearner,
  type LearnerRecord,
} from "#app/services/views/view-learner.ts";
import { canary, smallCourse } from "#test/support/course.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { createTeam, type Team } from "#test/support/team.ts";

let database: TestDatabase;
let team: Team;
let teacher: string;
let rolf: string;

beforeAll(async () => {
  database = await createTestDatabase();
  team = createTeam(database, smallCourse);
  teacher = await team.add("Tess Teacher", "instructor");
  rolf = await team.add("Rolf Refused");
});
afterAll(() => database.dispose());

async function view(id: string): Promise<LearnerRecord> {
  const { offer } = team;
  const evidence = { ...team, shelf: offer.shelf };
  const record = await viewLearner(
    {
      ...team,
      bank: offer.bank,
      catalog: smallCourse,
      path: {
        ...evidence,
        path: smallCourse.onboarding,
        offer: offer.onboarding,
        titles: offer.titles,
      },
      standing: {
        ...evidence,
        certifications: smallCourse.certifications,
        offer: offer.certification,
      },
    },
    id,
  );
  if (!record) throw new Error("nobody of this id");
  expect(record).toEqual(learnerRecord.parse(record));
  return record;
}

const itemOf = (record: LearnerRecord, id: string) =>
  record.onboarding?.weeks.flatMap((week) => week.items).find((item) => item.id === id);

test("a learner's page holds what they did, each figure with the way to its evidence", async () => {
  const learner = await team.add("Lea Learner");
  const failed = await team.handIn(learner, "slow-report", "failed");
  team.clock.pass(60);
  const passed = await team.handIn(learner, "slow-report", "passed");
  await team.drafts.openHint(learner, "slow-report", 1, team.clock.now());
  await team.drafts.openHint(learner, "two-pages", 2, team.clock.now());
  const attempt = await team.takeBasic(learner, 4);
  await team.progress.complete(learner, "fundamentals/first-plan", team.clock.now());
  await team.progress.touch(learner, "fundamentals/first-index", null, team.clock.now());
  const record = await view(learner);
  expect(record.person).toMatchObject({
    name: "Lea Learner",
    role: "learner",
    closed: false,
    lastActivityAt: team.clock.now().toISOString(),
  });
  expect(record.exercises).toMatchObject([
    {
      slug: "slow-report",
      passed: true,
      hints: [{ level: 1 }],
      tries: [
        { id: passed, number: 2, standing: "passed", current: true, earlier: [] },
        { id: failed, number: 1, standing: "failed" },
      ],
    },
    { slug: "two-pages", passed: false, hints: [{ level: 2 }], tries: [] },
  ]);
  expect(record.attempts).toMatchObject([
    { id: attempt, title: "Basic assessment", number: 1, earned: 4, possible: 5, passed: true },
  ]);
  expect(record.reading).toMatchObject([
    {
      title: "Fundamentals",
      done: 1,
      lessons: [
        { title: "Your first plan", completedAt: expect.any(String) },
        { title: "Your first index", completedAt: null, lastReadAt: expect.any(String) },
      ],
    },
  ]);
  const [doc] = record.certifications;
  expect(doc?.requirements).toMatchObject([
    { id: "DOC-R1", met: true, links: [{ to: `/teach/attempts/${attempt}` }] },
    {
      id: "DOC-R2",
      met: false,
      state: "1 of 2 passed. 1 more is not offered here yet.",
      links: [{ to: `/teach/submissions/${passed}` }],
    },
  ]);
  expect(JSON.stringify(record)).not.toContain(canary);
});

test("a regrade keeps the verdict before it in sight", async () => {
  const learner = await team.add("Rega Regraded");
  const id = await team.handIn(learner, "two-pages", "passed");
  const [given] = (await team.submissions.find(id, null))?.gradings ?? [];
  if (!given) throw new Error("not graded");
  team.clock.pass(5);
  await team.submissions.addGrading({
    id: team.ids.next(),
    submissionId: id,
    reason: "regrade",
    verdict: { ...given.verdict, status: "failed" },
    gradedAt: team.clock.now(),
  });
  expect((await view(learner)).exercises).toMatchObject([
    { passed: false, tries: [{ standing: "failed", earlier: [{ standing: "passed" }] }] },
  ]);
});

test("an instructor's word ticks a step, shows with its note, and can be taken back", async () => {
  const learner = await team.add("Conny Confirmed");
  const word = { learnerId: learner, item: "ONB-1.3", by: teacher };
  expect(itemOf(await view(learner), "ONB-1.3")).toMatchObject({
    state: "open",
    waitsFor: "your instructor",
  });
  const given = await team.confirm({ ...word, confirmed: true, note: " Ran a query. " });
  expect(given).toEqual({ kind: "recorded" });
  expect(itemOf(await view(learner), "ONB-1.3")).toMatchObject({
    state: "confirmed",
    confirmation: { confirmed: true, by: "Tess Teacher", note: "Ran a query." },
  });
  team.clock.pass(60);
  await team.confirm({ ...word, confirmed: false, note: "It was another machine." });
  expect(itemOf(await view(learner), "ONB-1.3")).toMatchObject({
    state: "open",
    confirmation: { confirmed: false, note: "It was another machine." },
  });
  const audited = await team.audit.list("person", learner);
  expect(audited.map(({ actorId, action, detail }) => ({ actorId, action, detail }))).toEqual([
    {
      actorId: teacher,
      action: "confirm-onboarding-item",
      detail: { item: "ONB-1.3", note: "Ran a query." },
    },
    {
      actorId: teacher,
      action: "withdraw-onboarding-item",
      detail: { item: "ONB-1.3", note: "It was another machine." },
    },
  ]);
});

test.each([
  [{ note: "   " }, { kind: "refused", reason: "no-note" }],
  [{ learnerId: "self" }, { kind: "refused", reason: "yourself" }],
  [{ item: "ONB-9.9" }, { kind: "not-found" }],
  [{ learnerId: "nobody" }, { kind: "not-found" }],
])("a word with %j is not recorded", async (wrong, answer) => {
  const learner = rolf;
  const input = {
    learnerId: learner,
    item: "ONB-1.3",
    confirmed: true,
    note: "Seen.",
    by: teacher,
    ...wrong,
  };
  const learnerId = input.learnerId === "self" ? teacher : input.learnerId;
  expect(await team.confirm({ ...input, learnerId })).toEqual(answer);
  expect(await team.onboarding.listConfirmations(learner)).toEqual([]);
});

test("nobody has the page of an unknown person", async () => {
  await expect(view("nobody")).rejects.toThrow("nobody of this id");
});
