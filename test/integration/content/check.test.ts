import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { check, type CheckReport } from "#scripts/commands/check.ts";

const fixtures = "test/fixtures";

/** Each rule, and where the broken course breaks it: "file:line" and a part of the message. */
const contentRules = z
  .array(
    z.strictObject({
      sentence: z.string(),
      breaks: z.array(z.strictObject({ at: z.string(), says: z.string() })).min(1),
    }),
  )
  .parse(parse(readFileSync(join(fixtures, "broken-course", "rules.yaml"), "utf8")));

function checkFixture(name: string): Promise<CheckReport> {
  const root = join(fixtures, name);
  return check({
    content: join(root, "content"),
    exercises: join(root, "exercises"),
    cacheDir: ".cache",
    useCache: false,
    run: true,
    report: () => {},
  });
}

describe("a broken course", () => {
  let problems: ReadonlyArray<{ at: string; message: string; fix: string }>;

  beforeAll(async () => {
    const prefix = `${fixtures}/broken-course/`;
    problems = (await checkFixture("broken-course")).problems.map(
      ({ file, line, message, fix }) => ({
        at: `${file.replace(prefix, "")}:${line}`,
        message,
        fix,
      }),
    );
  });

  test.each(contentRules)("$sentence", ({ breaks }) => {
    for (const { at, says } of breaks) {
      expect(problems).toContainEqual({
        at,
        message: expect.stringContaining(says),
        fix: expect.stringMatching(/\S.*\.$/),
      });
    }
  });

  test("nothing is reported that no rule explains", () => {
    const explained = contentRules.flatMap(({ breaks }) => breaks);
    const unexplained = problems.filter(
      ({ at, message }) =>
        !explained.some((place) => place.at === at && message.includes(place.says)),
    );
    expect(unexplained).toEqual([]);
  });
});

test("the rules are written down, each as tested", () => {
  const written = readFileSync("docs/how-to/content-rules.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2));
  expect(written).toEqual(contentRules.map(({ sentence }) => sentence));
});

test("a small course without faults has none, and is counted", async () => {
  expect(await checkFixture("tiny-course")).toEqual({
    modules: [{ slug: "tiny-module", minutes: 25, lessons: 2 }],
    totalMinutes: 25,
    questions: {
      basic: { schema: 8, monitoring: 0, "best-practices": 0 },
      advanced: { optimization: 0, troubleshooting: 0, "system-design": 0 },
    },
    exercises: 1,
    snippets: { total: 9, executed: 9 },
    problems: [],
  });
});

test("folders that are not there are problems, not an empty course", async () => {
  const { problems } = await check({
    content: "test/fixtures/nowhere/content",
    exercises: "test/fixtures/nowhere/exercises",
    cacheDir: ".cache",
    useCache: false,
    run: true,
    report: () => {},
  });
  expect(problems.map(({ message, fix }) => [message, fix])).toEqual([
    [
      "There is no folder test/fixtures/nowhere/content.",
      "Name the folder that holds modules/ and questions/.",
    ],
    [
      "There is no folder test/fixtures/nowhere/exercises.",
      "Name the folder that holds the exercises.",
    ],
  ]);
});
