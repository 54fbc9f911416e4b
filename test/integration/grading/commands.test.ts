import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verdictSchema } from "#app/domain/exercise/verdict.ts";
import { fixtureExercises, projectRoot } from "#test/support/engines.ts";

const node = path.join(projectRoot, "node_modules", ".bin", "node");
const cli = path.join(projectRoot, "scripts", "planwise.ts");

function planwise(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(node, [cli, ...args], { cwd: projectRoot }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "planwise-cli-"));
  await cp(fixtureExercises, folder, { recursive: true });
  await writeFile(
    path.join(folder, "stock-report", "wrong", "rows--not-wrong.sql"),
    "select id, amount from sales where product_id = 7;",
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("prove finds every file of good exercises in order, with their own data sets", async () => {
  const { code, stdout } = await planwise("prove", "--exercises", fixtureExercises, "--json");
  const report = JSON.parse(stdout) as { ok: boolean; results: Record<string, unknown>[] };
  expect(report.results.filter((result) => result["ok"] !== true)).toEqual([]);
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.results).toHaveLength(11);
  expect(Object.keys(report.results[0] ?? {})).toEqual([
    "exercise",
    "engine",
    "file",
    "expected",
    "status",
    "failedCheck",
    "ok",
    "ms",
  ]);
  expect(code).toBe(0);
}, 300_000);

test("prove names the file that does not do as it should, in words and by its exit", async () => {
  const { code, stdout } = await planwise("prove", "stock-report", "--exercises", folder);
  expect(stdout).toContain(
    "WRONG pglite wrong/rows--not-wrong.sql: failed on plan, must fail on rows",
  );
  expect(stdout).toContain("5 of 6 files do as they should");
  expect(code).toBe(1);
}, 300_000);

test.each([
  ["right", "cheapest-first/solution.sql", "passed"],
  ["wrong", "cheapest-first/starter.sql", "failed"],
])(
  "grade prints the verdict of a %s answer and exits with 0",
  async (_, file, status) => {
    const answer = path.join(fixtureExercises, file);
    const { code, stdout } = await planwise(
      "grade",
      "cheapest-first",
      answer,
      "--exercises",
      fixtureExercises,
      "--json",
    );
    expect(verdictSchema.parse(JSON.parse(stdout))).toMatchObject({
      exercise: "cheapest-first",
      engine: "pglite",
      status,
      fault: null,
    });
    expect(code).toBe(0);
  },
  120_000,
);

test.each([
  [
    "an exercise that does not exist",
    ["no-such-exercise", "cheapest-first/solution.sql"],
    /There is no exercise "no-such-exercise"/,
  ],
  ["a file that does not exist", ["cheapest-first", "nothing.sql"], /There is no file/],
])(
  "grade says what is missing for %s and exits with 1",
  async (_, [slug = "", file = ""], words) => {
    const { code, stderr } = await planwise(
      "grade",
      slug,
      path.join(fixtureExercises, file),
      "--exercises",
      fixtureExercises,
    );
    expect(stderr).toMatch(words);
    expect(code).toBe(1);
  },
  60_000,
);

test("what keeps exercises from being proven is a problem with its place, and the others are proven", async () => {
  const broken = await mkdtemp(path.join(tmpdir(), "planwise-broken-"));
  await cp(fixtureExercises, broken, { recursive: true });
  const copy = async (slug: string, change: (dir: string) => Promise<void>) => {
    const dir = path.join(broken, slug);
    await cp(path.join(fixtureExercises, "cheapest-first"), dir, { recursive: true });
    await change(dir);
  };
  const seedless = path.join(broken, "_datasets", "seedless");
  await cp(path.join(fixtureExercises, "_datasets", "shop"), seedless, { recursive: true });
  await writeFile(path.join(seedless, "schema.sql"), "create table x ();\ncreat table y ();");
  await copy("on-broken-data", async (dir) => {
    const file = path.join(dir, "exercise.md");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("dataset: shop", "dataset: seedless"));
  });
  await copy("broken-solution", (dir) => writeFile(path.join(dir, "solution.sql"), "selct 1;"));
  await rm(path.join(broken, "stock-report"), { recursive: true });

  const { code, stdout } = await planwise("prove", "--exercises", broken, "--json");
  const report = JSON.parse(stdout) as {
    ok: boolean;
    problems: { file: string; line: number; message: string }[];
    results: { exercise: string; ok: boolean }[];
  };
  expect([code, report.ok]).toEqual([1, false]);
  expect(report.problems).toMatchObject([
    { file: "broken-solution/solution.sql", message: expect.stringMatching(/syntax error/) },
    {
      file: expect.stringMatching(/seedless\/schema\.sql$/),
      line: 2,
      message: expect.stringMatching(/syntax error at or near "creat"/),
    },
  ]);
  const fine = report.results.filter((one) => one.exercise === "cheapest-first");
  expect(fine.length).toBeGreaterThan(2);
  expect(fine.every((one) => one.ok)).toBe(true);

  const missing = await planwise("prove", "--exercises", path.join(broken, "nowhere"), "--json");
  expect(missing.code).toBe(1);
  expect(missing.stdout).toMatch(/There is no folder/);
  await rm(broken, { recursive: true });
}, 300_000);
