import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCatalog } from "#app/adapters/content/load-catalog.server.ts";
import { check } from "#scripts/commands/check.ts";
import { newExercise, newModule, newQuestion } from "#scripts/commands/new.ts";
import { prove } from "#scripts/commands/prove.ts";

let root: string;
let content: string;
let exercises: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "planwise-new-"));
  content = join(root, "content");
  exercises = join(root, "exercises");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function checkAll() {
  for (const folder of [content, exercises]) mkdirSync(folder, { recursive: true });
  return check({
    content,
    exercises,
    cacheDir: ".cache",
    useCache: true,
    run: true,
    report: () => {},
  });
}

test("stubs of a question and a module pass the checks, every block run", async () => {
  newQuestion(content, "basic/schema/a-new-question");
  newModule(content, "a-new-module");
  const report = await checkAll();
  expect(report.problems).toEqual([]);
  expect(report.questions["basic"]?.["schema"]).toBe(1);
  expect(report.modules).toEqual([{ slug: "a-new-module", minutes: 30, lessons: 1 }]);
  expect(report.snippets).toEqual({ total: 5, executed: 5 });
});

test("a name of another section is taken", () => {
  newQuestion(content, "basic/schema/a-new-question");
  expect(() => newQuestion(content, "basic/monitoring/a-new-question")).toThrow(
    /basic\/schema\/a-new-question\.md has this name already/,
  );
});

test("stubs are drafts: nobody meets them before their author says so", () => {
  newQuestion(content, "basic/schema/a-new-question");
  newModule(content, "a-new-module");
  const { catalog, found } = loadCatalog({ contentDir: content, exercises: null });
  expect(catalog).toEqual({ modules: [], questions: [] });
  expect([found.modules.length, found.questions.length]).toEqual([1, 1]);
});

test("the stub of an exercise proves itself", async () => {
  newExercise(exercises, "a-new-exercise");
  cpSync("exercises/_datasets", join(exercises, "_datasets"), { recursive: true });
  const { ok, results } = await prove(exercises, ["a-new-exercise"], () => {});
  expect(ok).toBe(true);
  expect(results.map(({ file, expected }) => [file, expected])).toEqual([
    ["starter.sql", "failed"],
    ["solution.sql", "passed"],
    ["wrong/rows--deleted-users-too.sql", "failed:rows"],
  ]);
  expect((await checkAll()).problems).toEqual([]);
});

test("modules are numbered one after the other", () => {
  newModule(content, "first");
  newModule(content, "second");
  const { found } = loadCatalog({ contentDir: content, exercises: null });
  expect(found.modules.map(({ slug, order }) => [slug, order])).toEqual([
    ["first", 1],
    ["second", 2],
  ]);
});

describe("what is refused writes nothing", () => {
  test.each([
    ["middle/schema/x", /no assessment "middle"/],
    ["basic/history/x", /no section "history".*schema, monitoring, best-practices/],
    ["basic/schema/Not A Slug", /not a slug/],
    ["basic/schema/../../../x", /nothing more/],
    ["basic/schema/", /nothing less/],
  ])("question %s", (path, reason) => {
    expect(() => newQuestion(content, path)).toThrow(reason);
    expect(existsSync(content)).toBe(false);
  });

  test("a file that exists is kept", () => {
    const [path = ""] = newQuestion(content, "basic/schema/kept");
    const before = readFileSync(path, "utf8");
    expect(() => newQuestion(content, "basic/schema/kept")).toThrow(/exists already/);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("an exercise of which any file exists is left alone", () => {
    newExercise(exercises, "kept");
    rmSync(join(exercises, "kept", "starter.sql"));
    expect(() => newExercise(exercises, "kept")).toThrow(/exists already/);
    expect(existsSync(join(exercises, "kept", "starter.sql"))).toBe(false);
  });
});
