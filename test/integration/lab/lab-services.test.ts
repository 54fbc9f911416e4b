import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { wire } from "#app/wiring.server.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { courseOf, projectExercises, projectRoot } from "#test/support/project-exercises.ts";

const slug = "latest-analyses-of-one-user";
const now = new Date("2026-01-20T09:00:00.000Z");

let database: TestDatabase;
let exercises: Exercise[];
let wired: ReturnType<typeof wire>;
let ada = "";
let ben = "";
/** Submissions in the order they reached the grader; answers come from `outcome`. */
let graded: string[] = [];
let outcome: (exercise: Exercise, text: string) => Verdict = passing;

function passing(exercise: Exercise): Verdict {
  return {
    exercise: exercise.slug,
    version: exercise.version,
    engine: "pglite",
    status: "passed",
    fault: null,
    checks: [{ id: "rows", status: "passed", message: "All rows are right." }],
    ms: 3,
  };
}

function start() {
  return wire({
    databaseUrl: database.url,
    origin: "http://localhost:3000",
    secret: "a secret of the tests, long enough to pass",
    log: () => {},
    course: courseOf(exercises),
    projectRoot,
    exercisesDirectory: `${projectRoot}/exercises`,
    clock: { now: () => now },
    grader: {
      async grade(exercise, text) {
        graded.push(text);
        return outcome(exercise, text);
      },
      close: async () => {},
    },
  });
}

async function person(name: string): Promise<string> {
  const email = `${name}@example.com`;
  await wired.services.people.createAccount({
    email,
    name,
    role: "learner",
    password: "long enough to pass",
  });
  const { rows } = await database.pool.query<{ id: string }>(
    "SELECT id FROM user_account WHERE email = $1",
    [email],
  );
  return rows[0]?.id ?? "";
}

async function verdictOf(userId: string, id: string): Promise<Verdict> {
  return vi.waitFor(
    async () => {
      const seen = await wired.services.lab.viewVerdict(userId, id);
      if (!seen?.verdict) throw new Error("there is no verdict yet");
      return seen.verdict;
    },
    { timeout: 20_000, interval: 50 },
  );
}

beforeAll(async () => {
  [database, exercises] = await Promise.all([createTestDatabase(), projectExercises()]);
  wired = start();
  ada = await person("ada");
  ben = await person("ben");
});
beforeEach(() => {
  graded = [];
  outcome = passing;
});
afterAll(async () => {
  await wired.close();
  await database.dispose();
});

describe("drafts", () => {
  it("keep the last save, per person", async () => {
    const { lab } = wired.services;
    await lab.saveDraft({ userId: ada, exercise: slug, text: "select 1" });
    const saved = await lab.saveDraft({ userId: ada, exercise: slug, text: "select 2" });
    expect(saved).toEqual({ kind: "saved", savedAt: now.toISOString() });
    expect((await lab.view(ada, slug))?.draft?.text).toBe("select 2");
    expect((await lab.view(ben, slug))?.draft).toBeNull();
    await lab.discardDraft({ userId: ada, exercise: slug });
    expect((await lab.view(ada, slug))?.draft).toBeNull();
  });

  it("are refused when too long or for no exercise, and nothing is stored", async () => {
    const { lab } = wired.services;
    const long = "x".repeat(100_001);
    expect(await lab.saveDraft({ userId: ada, exercise: slug, text: long })).toEqual({
      kind: "refused",
      reason: "too-long",
    });
    expect(await lab.saveDraft({ userId: ada, exercise: "nothing", text: "" })).toEqual({
      kind: "not-found",
    });
    expect((await lab.view(ada, slug))?.draft).toBeNull();
  });
});

describe("hints", () => {
  it("open one after the other and stay open", async () => {
    const { lab } = wired.services;
    expect(await lab.openHint({ userId: ada, exercise: slug, level: 2 })).toEqual({
      kind: "refused",
      reason: "earlier-first",
      level: 1,
    });
    const first = await lab.openHint({ userId: ada, exercise: slug, level: 1 });
    expect(first).toMatchObject({ kind: "opened", hint: { level: 1 } });
    await lab.openHint({ userId: ada, exercise: slug, level: 2 });
    expect((await lab.view(ada, slug))?.hints.map((hint) => hint.level)).toEqual([1, 2]);
    expect((await lab.view(ben, slug))?.hints).toEqual([]);
    expect(await lab.openHint({ userId: ada, exercise: slug, level: 4 })).toEqual({
      kind: "not-found",
    });
  });
});

describe("submissions", () => {
  beforeAll(() => wired.startBackground());

  it("are stored once per key, graded once, and shown to their owner only", async () => {
    const { lab } = wired.services;
    const input = { userId: ada, exercise: slug, text: "select 1 as once", idemKey: "press-one" };
    const [first, again] = await Promise.all([lab.submit(input), lab.submit(input)]);
    expect(again).toEqual(first);
    if (first.kind !== "accepted") throw new Error(first.kind);
    expect((await verdictOf(ada, first.submissionId)).status).toBe("passed");
    expect(graded).toEqual(["select 1 as once"]);
    expect(await lab.viewVerdict(ben, first.submissionId)).toBeNull();
    expect(await lab.viewVerdict(ada, "not-an-id")).toBeNull();
    const listed = (await lab.list(ada)).flatMap((group) => group.exercises);
    expect(listed.find((one) => one.slug === slug)).toMatchObject({ state: "passed", tries: 1 });
  });

  it("are tried again after a fault of ours, and cost nothing", async () => {
    const { lab } = wired.services;
    outcome = (exercise) =>
      graded.length < 2
        ? { ...passing(exercise), status: "errored", fault: "platform" }
        : passing(exercise);
    const sent = await lab.submit({
      userId: ben,
      exercise: slug,
      text: "select 2",
      idemKey: "press-two",
    });
    if (sent.kind !== "accepted") throw new Error(sent.kind);
    expect((await verdictOf(ben, sent.submissionId)).status).toBe("passed");
    expect(graded).toEqual(["select 2", "select 2"]);
  });

  it.each([
    [
      { exercise: slug, text: " \n" },
      { kind: "refused", reason: "empty" },
    ],
    [
      { exercise: slug, text: "x".repeat(100_001) },
      { kind: "refused", reason: "too-long" },
    ],
    [{ exercise: "nothing", text: "select 1" }, { kind: "not-found" }],
  ])("are refused with a reason (%#)", async (input, expected) => {
    const result = await wired.services.lab.submit({ userId: ada, idemKey: "refused", ...input });
    expect(result).toEqual(expected);
  });

  it("left without a verdict are graded after a restart", async () => {
    await wired.close();
    await database.pool.query(
      `INSERT INTO submission (id, user_id, exercise, version, text, idem_key, submitted_at)
       VALUES ('01990000-0000-7000-8000-000000000001', $1, $2, 'v', 'select 3', 'left', $3)`,
      [ada, slug, new Date(now.getTime() - 1)],
    );
    wired = start();
    await wired.startBackground();
    const verdict = await verdictOf(ada, "01990000-0000-7000-8000-000000000001");
    expect(verdict.status).toBe("passed");
  });
});
