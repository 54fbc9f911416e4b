import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { verdictSchema } from "#app/domain/exercise/verdict.ts";
import { wire } from "#app/wiring.server.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { courseOf, projectExercises, projectRoot } from "#test/support/project-exercises.ts";

const slug = "latest-analyses-of-one-user";
let database: TestDatabase;
let wired: ReturnType<typeof wire>;
let learner = "";
const exercises = await projectExercises();

beforeAll(async () => {
  database = await createTestDatabase();
  wired = wire({
    databaseUrl: database.url,
    origin: "http://localhost:3000",
    secret: "a secret of the tests, long enough to pass",
    log: () => {},
    course: courseOf(exercises.filter((exercise) => exercise.slug === slug)),
    projectRoot,
    exercisesDirectory: path.join(projectRoot, "exercises"),
  });
  const person = { email: "ada@example.com", name: "Ada", role: "learner" as const };
  await wired.services.people.createAccount({ ...person, password: "long enough to pass" });
  const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM user_account");
  learner = rows[0]?.id ?? "";
  await wired.startBackground();
});
afterAll(async () => {
  await wired.close();
  await database.dispose();
});

const exercise = exercises.find((one) => one.slug === slug);
it.each([
  ["the starter", exercise?.starter ?? "", "failed"],
  ["the solution", exercise?.solutions[0]?.text ?? "", "passed"],
  ["a syntax error", "selekt 1", "errored"],
])("%s is graded in a process of its own", async (_, text, status) => {
  const { lab } = wired.services;
  const sent = await lab.submit({
    userId: learner,
    exercise: slug,
    text,
    idemKey: `key ${status}`,
  });
  if (sent.kind !== "accepted") throw new Error(sent.kind);
  const seen = await vi.waitFor(
    async () => {
      const verdict = (await lab.viewVerdict(learner, sent.submissionId))?.verdict;
      if (!verdict) throw new Error("there is no verdict yet");
      return verdict;
    },
    { timeout: 50_000, interval: 100 },
  );
  expect(verdictSchema.parse(seen)).toMatchObject({ exercise: slug, status });
});
