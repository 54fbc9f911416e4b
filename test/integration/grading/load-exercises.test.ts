import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { fixtureExercises } from "#test/support/engines.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "planwise-exercises-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dataset = async (name: string) => {
  if (name === "shop") return { variants: ["empty", "ties"], version: "data 1" };
  throw new Error(`There is no data set "${name}".`);
};

/** A copy of a good exercise in which some files are replaced; null deletes. */
async function variation(name: string, files: Record<string, string | null>) {
  const dir = path.join(folder, name);
  const slug = path.join(dir, "cheapest-first");
  await cp(path.join(fixtureExercises, "cheapest-first"), slug, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(slug, file);
    await mkdir(path.dirname(full), { recursive: true });
    if (text === null) await rm(full);
    else await writeFile(full, text);
  }
  return loadExercises({ dir, root: dir, dataset });
}

const front = (changes: string, checks = "  - { id: rows, type: rows }") =>
  `---\ntitle: Cheapest products first\nkind: sql\ndataset: shop\nmodule: m\nobjectives: [write-efficient-queries]\ndifficulty: 1\nminutes: 5\n${changes}checks:\n${checks}\n---\nDo it.\n`;

test("reads a folder whole", async () => {
  const { exercises, problems } = await variation("good", {
    "solution.2.sql": "select 2",
    "setup.sql": "create view v as select 1",
  });
  expect(problems).toEqual([]);
  expect(exercises).toMatchObject([
    {
      slug: "cheapest-first",
      clock: "2026-01-15T12:00:00.000Z",
      engines: ["pg-mem", "pglite"],
      setup: "create view v as select 1",
      solutions: [{ file: "solution.sql" }, { file: "solution.2.sql", text: "select 2" }],
      wrong: [{ file: "wrong/rows--ties-by-name.sql", checkId: "rows" }],
    },
  ]);
});

test("the version changes with checks and solutions, not with words", async () => {
  const versionOf = async (name: string, files: Record<string, string | null>) => {
    const { exercises, problems } = await variation(name, files);
    expect(problems).toEqual([]);
    return exercises[0]?.version;
  };
  const plain = await versionOf("v1", { "exercise.md": front("") });
  expect(await versionOf("v2", { "exercise.md": front("hints: [look]\n") })).toBe(plain);
  expect(await versionOf("v3", { "solution.sql": "select 2", "exercise.md": front("") })).not.toBe(
    plain,
  );
  const strict = front("", "  - { id: rows, type: rows, order: strict }");
  expect(await versionOf("v4", { "exercise.md": strict })).not.toBe(plain);
});

test.each([
  ["no description", { "exercise.md": null }, "exercise.md", 1, /has no exercise\.md/],
  ["no front matter", { "exercise.md": "hello" }, "exercise.md", 1, /no front matter/],
  [
    "an unknown key",
    { "exercise.md": front("dificulty: 2\n") },
    "exercise.md",
    9,
    /unknown key "dificulty"/,
  ],
  [
    "a plan node PostgreSQL does not have",
    {
      "exercise.md": front(
        "",
        "  - { id: rows, type: rows }\n  - { id: plan, type: plan, forbid: [{ node: Seq Sacn }] }",
      ),
    },
    "exercise.md",
    11,
    /checks → 2 → forbid → 1 → node" is not one of the known values/,
  ],
  [
    "an unknown check type",
    { "exercise.md": front("", "  - { id: rows, type: row }") },
    "exercise.md",
    10,
    /type/,
  ],
  ["no solution", { "solution.sql": null }, "solution.sql", 1, /missing/],
  ["no starter", { "starter.sql": null }, "starter.sql", 1, /missing/],
  [
    "an unknown data set",
    { "exercise.md": front("").replace("dataset: shop", "dataset: shp") },
    "exercise.md",
    4,
    /no data set "shp"/,
  ],
  [
    "an unknown variant",
    { "exercise.md": front("", "  - { id: rows, type: rows, variants: [default, skew] }") },
    "exercise.md",
    10,
    /"skew"/,
  ],
  [
    "a clock for an unknown variant",
    { "exercise.md": front("clocks: { skew: 2026-01-15T12:30:00Z }\n") },
    "exercise.md",
    9,
    /clock for the variant "skew"/,
  ],
  [
    "one id twice",
    { "exercise.md": front("", "  - { id: rows, type: rows }\n  - { id: rows, type: rows }") },
    "exercise.md",
    11,
    /Two checks/,
  ],
  [
    "two questions of one name",
    {
      "exercise.md": front(
        "",
        "  - { id: rows, type: items, items: [&q { id: q, question: Which one is it?, options: [{ text: x, right: true }, { text: y, why: z }] }, *q] }",
      ),
    },
    "exercise.md",
    10,
    /Two questions are called "q"/,
  ],
  [
    "keys that are not named",
    { "exercise.md": front("", "  - { id: rows, type: rows, order: keys }") },
    "exercise.md",
    10,
    /names none/,
  ],
  [
    "a plan on pg-mem",
    { "exercise.md": front("engines: [pg-mem]\n", "  - { id: rows, type: plan }") },
    "exercise.md",
    11,
    /pg-mem cannot/,
  ],
  [
    "a wrong answer for no check",
    { "wrong/row--typo.sql": "select 1" },
    "wrong/row--typo.sql",
    1,
    /"row" is none/,
  ],
  ["arguments that are not JSON", { "inputs.json": "{" }, "inputs.json", 1, /not valid JSON/],
  [
    "a value check on SQL",
    { "exercise.md": front("", "  - { id: rows, type: value }") },
    "exercise.md",
    10,
    /needs TypeScript/,
  ],
])("reports %s with file, line and fix", async (name, files, file, line, words) => {
  const { exercises, problems } = await variation(name, files);
  expect(exercises).toEqual([]);
  const found = problems.find((problem) => problem.file === `cheapest-first/${file}`);
  expect(found).toMatchObject({ line, message: expect.stringMatching(words) });
  expect(found?.fix.length).toBeGreaterThan(5);
});

test("a slug that does not exist is a problem that names those that do", async () => {
  const { problems } = await loadExercises(
    { dir: fixtureExercises, root: fixtureExercises, dataset },
    ["cheepest-first"],
  );
  expect(problems).toMatchObject([
    {
      message: 'There is no exercise "cheepest-first".',
      fix: expect.stringContaining("cheapest-first"),
    },
  ]);
});

test("reports what is wrong in the front matter and in the folder at once", async () => {
  const { problems } = await variation("both", {
    "exercise.md": front("dificulty: 2\n"),
    "solution.sql": null,
  });
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('unknown key "dificulty"'),
    "The file is missing.",
  ]);
});

test.each([
  ["a question without a right option", "{ text: x, why: y }, { text: z, why: y }", "no right"],
  ["one without a wrong option", "{ text: x, right: true }, { text: z, right: true }", "no wrong"],
  ["a wrong option without its reason", "{ text: x, right: true }, { text: z }", "says not why"],
])("reports %s", async (name, options, message) => {
  const item = `{ id: q, question: Which one is it?, options: [${options}] }`;
  const checks = `  - { id: rows, type: items, items: [${item}] }`;
  const { problems } = await variation(name, { "exercise.md": front("", checks) });
  expect(problems).toMatchObject([{ line: 10, message: expect.stringContaining(message) }]);
});
