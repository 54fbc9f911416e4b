import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalog } from "#app/adapters/content/load-catalog.server.ts";
import { findLesson, type Lesson } from "#app/domain/content/catalog.ts";
import { publicLesson } from "#app/services/views/view-lesson.ts";
import { block, eachBlock } from "#app/domain/content/block.ts";

const { catalog } = loadCatalog({
  contentDir: "test/fixtures/tiny-course/content",
  exercises: new Set(["tiny-exercise"]),
});

describe("the tiny course, compiled", () => {
  let first: Lesson;
  let second: Lesson;
  beforeAll(() => {
    first = findLesson(catalog, "tiny-module", "first-lesson") as Lesson;
    second = findLesson(catalog, "tiny-module", "second-lesson") as Lesson;
  });

  test("every block is one of the kinds a page knows", () => {
    const kinds = [first, second].flatMap((lesson) => [...eachBlock(lesson.blocks)]);
    expect(new Set(kinds.map(({ type }) => type))).toEqual(
      new Set(["html", "sql", "quiz", "figure", "stepper", "callout"]),
    );
    for (const one of kinds) expect(block.parse(one)).toEqual(one);
  });

  test("a block brings what it needs", () => {
    const blocks = first.blocks.filter((one) => one.type === "sql");
    expect(blocks.map(({ id, setup }) => [id, setup.map((step) => step.id)])).toEqual([
      ["count", []],
      ["year", []],
      ["indexed", ["index"]],
    ]);
    expect(blocks[2]?.setup[0]?.code).toContain("create index books_year");
  });

  test("headings have ids and make the table of contents", () => {
    expect(first.toc).toEqual([
      { id: "all-of-them", text: "All of them", depth: 2 },
      { id: "with-a-year", text: "With a year", depth: 2 },
    ]);
    expect(JSON.stringify(first.blocks)).toContain('<h2 id=\\"with-a-year\\">');
  });

  test("a quiz knows its key and reasons in both ways of writing them", () => {
    const quizzes = first.blocks.filter((one) => one.type === "quiz");
    expect(quizzes.map(({ kind }) => kind)).toEqual(["single", "multiple"]);
    expect(quizzes[0]?.options.map(({ html, correct, why }) => [html, correct, why])).toEqual([
      ["Nothing, the number is stored", false, "<p>PostgreSQL stores an estimate only.</p>"],
      ["Every row that is visible", true, "<p>It has to look at each of them.</p>"],
    ]);
    expect(quizzes[1]?.options[0]?.why).toBe("<p>It finds the rows directly.</p>");
  });

  test("a stepper says what its first and last step hide, for pages without script", () => {
    const stepper = second.blocks.find((one) => one.type === "stepper");
    expect(stepper?.type === "stepper" && stepper.svg).toContain('data-from="2" data-first="off"');
    expect(stepper?.type === "stepper" && stepper.svg).toContain('data-to="1" data-last="off"');
  });

  test("code is coloured by class, without inline styles", () => {
    const html = JSON.stringify(second.blocks);
    expect(html).toContain('class=\\"tk-keyword\\"');
    expect(html).not.toContain("style=");
  });

  test("expectations stay on the server", () => {
    const shape = Object.keys(publicLesson.shape);
    expect(shape).not.toContain("snippets");
    expect(JSON.stringify(first.blocks)).not.toMatch(/expect-|"expect"/);
  });
});

describe("questions of every kind", () => {
  test("are read with their keys", () => {
    const byKind = new Map(catalog.questions.map((question) => [question.kind, question]));
    expect([...byKind.keys()].sort()).toEqual([
      "code-lines",
      "matching",
      "multiple",
      "numeric",
      "ordering",
      "plan-node",
      "short-text",
      "single",
    ]);
    expect(byKind.get("numeric")).toMatchObject({
      answer: { value: 500, tolerance: 0, unit: "rows" },
    });
    expect(byKind.get("plan-node")).toMatchObject({
      lines: [{ pickable: true }, { pickable: true }, { pickable: false }],
      why: { "1": "The limit only stops what is below it." },
    });
    expect(byKind.get("matching")).toMatchObject({
      pairs: [{ left: { html: "Seq Scan" } }, { left: { html: "Index Scan" } }],
      distractors: [{ html: "nothing at all" }],
    });
  });

  test("show neither verify blocks nor the fence to pick from in their stem", () => {
    for (const { stem, explanation } of catalog.questions) {
      expect(stem + explanation).not.toMatch(/planwise_has_node|client\.from|Limit {2}\(cost/);
    }
  });
});
