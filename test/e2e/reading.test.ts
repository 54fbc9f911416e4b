import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { measurePageWeight } from "#scripts/bench/page-weight.ts";
import { openPage } from "./support/browser.ts";
import { test } from "./support/test.ts";

const plans = "/learn/query-optimization/reading-a-plan";
const pages = "/learn/query-optimization/pages-that-never-skip-rows";

/** The first live block whose own text matches. */
function blockWith(page: Page, text: RegExp): Locator {
  return page.locator(".live").filter({ hasText: text }).first();
}

function editorOf(block: Locator): Locator {
  return block.getByRole("textbox");
}

async function run(block: Locator): Promise<void> {
  await block.getByRole("button", { name: "Run" }).click();
}

/** Long enough for an engine to load on a busy machine; a condition, never a pause. */
const soon = { timeout: 90_000 };

describe("a live query", { timeout: 200_000 }, () => {
  test("loads no engine before Run, and runs on PostgreSQL in the page", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await openPage(page, plans);
    await page.waitForLoadState("networkidle");
    expect(loaded.filter((url) => /\.wasm|worker|pglite|run-live|\.tar\.gz/i.test(url))).toEqual(
      [],
    );
    const block = blockWith(page, /\bexplain\s/);
    await run(block);
    await block.getByLabel("Plan").waitFor(soon);
    expect(await block.getByLabel("Plan").textContent()).toContain("Limit");
    expect(await block.getByRole("status").textContent()).toMatch(
      /^PostgreSQL 18 in this page, \d+ ms$/,
    );
  });

  test("says that it can be changed and run, and shows what runs before it", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, pages);
    const blocks = page.locator(".live");
    expect(await blocks.getByText("Edit and run", { exact: true }).count()).toBe(
      await blocks.count(),
    );
    const needs = blocks.locator("details").first();
    await needs.getByText("Runs one block from above first, on clean data").click();
    await needs.getByText("create index if not exists analysis_created_id_idx").waitFor();
  });

  test("is changed, run with the keyboard, and set back", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, plans);
    const block = page.locator(".live").first();
    const original = await editorOf(block).inputValue();
    await editorOf(block).fill("select 6 * 7 as answer, null as nothing;");
    await editorOf(block).press("Control+Enter");
    const result = block.getByRole("table");
    await result.waitFor(soon);
    expect(await result.getByRole("columnheader").allTextContents()).toEqual(["answer", "nothing"]);
    expect(await result.getByRole("cell").allTextContents()).toEqual(["42", "NULL"]);
    await block.getByRole("button", { name: "Reset" }).click();
    expect(await editorOf(block).inputValue()).toBe(original);
    expect(await result.count()).toBe(0);
  });

  test("shows an error in words and underlines where it is", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, plans);
    const block = page.locator(".live").first();
    await editorOf(block).fill("select id,\n       titel\n  from analysis_results;");
    await run(block);
    const alert = block.getByRole("alert");
    await alert.waitFor(soon);
    expect(await alert.textContent()).toMatch(/column "titel" does not exist.*42703/);
    expect(await block.locator(".tk-error").textContent()).toBe("titel");
    expect(await editorOf(block).getAttribute("aria-invalid")).toBe("true");
    await editorOf(block).fill("select 1;");
    expect(await block.locator(".tk-error").count()).toBe(0);
  });

  test("starts on clean data, after the blocks it needs", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, pages);
    const needy = page.locator(".live", { hasText: "Runs one block from above first" }).first();
    const block = page.locator(`#${await needy.getAttribute("id")}`);
    const indexes =
      "select indexname from pg_indexes where tablename = 'analysis_results' order by 1;";
    await editorOf(block).fill(`create table left_behind (); ${indexes}`);
    await run(block);
    await block.getByRole("table").waitFor(soon);
    expect(await block.getByRole("cell").allTextContents()).toEqual(
      ["analysis_results_pkey", "analysis_created_id_idx"].sort(),
    );
    await editorOf(block).fill("select to_regclass('left_behind') is null as clean;");
    await run(block);
    await block.getByRole("columnheader", { name: "clean" }).waitFor(soon);
    expect(await block.getByRole("cell").allTextContents()).toEqual(["t"]);
  });

  test("that runs away is stopped; text, page and the next run go on", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, plans);
    const block = page.locator(".live").first();
    const runaway = "select count(*) from generate_series(1, 100000000000);";
    await editorOf(block).fill(runaway);
    await run(block);
    await block.getByText("Running…").waitFor(soon);
    await block.getByRole("button", { name: "Stop" }).click();
    await block.getByText("Stopped.").waitFor();
    expect(await editorOf(block).inputValue()).toBe(runaway);
    await editorOf(block).fill("select 1 as one;");
    await run(block);
    await block.getByRole("cell", { name: "1", exact: true }).waitFor(soon);
  });

  test("takes the engine over from another that still runs", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, plans);
    const [first, second] = [page.locator(".live").nth(0), page.locator(".live").nth(1)];
    await editorOf(first).fill("select count(*) from generate_series(1, 100000000000);");
    await run(first);
    await first.getByText("Running…").waitFor(soon);
    await editorOf(second).fill("select 2 as two;");
    await run(second);
    await second.getByRole("cell", { name: "2", exact: true }).waitFor(soon);
    await first.getByText("Stopped.").waitFor();
  });

  test("says what to do when the data cannot be loaded", async ({ browse, people }) => {
    const page = await browse({
      as: await people.as("learner"),
      expect: [/Failed to load resource/],
    });
    await openPage(page, plans);
    await page.route("**/lab/data/**", (route) => route.abort());
    await page.context().route("**/lab/data/**", (route) => route.abort());
    const block = page.locator(".live").first();
    await run(block);
    await block.getByText("PostgreSQL could not be started.").waitFor(soon);
    expect(await block.getByRole("button", { name: "Run" }).isEnabled()).toBe(true);
  });
});

test("check yourself answers at once, with reasons", async ({ browse, people }) => {
  const page = await browse({ as: await people.as("learner") });
  await openPage(page, plans);
  const quiz = page.getByRole("group", { name: "Check yourself" }).first();
  const options = quiz.getByRole("button");
  const count = await options.count();
  for (let index = 0; index < count; index += 1) {
    await options.nth(index).focus();
    await page.keyboard.press("Enter");
    if ((await quiz.getByText("Right.", { exact: true }).count()) > 0) break;
    expect(await quiz.getByText("Not this one.").count()).toBe(index + 1);
  }
  await quiz.getByText("Right.", { exact: true }).waitFor();
  const reasons = await quiz.locator(".quiz-reason .prose").allTextContents();
  expect(reasons.length).toBe(count);
  expect(reasons.every((reason) => reason.trim().length > 5)).toBe(true);
});

describe("a stepped drawing", () => {
  test("is walked with buttons and arrow keys, from the first step to the last", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    await openPage(page, pages);
    const stepper = page.locator(".stepper").first();
    const captions = stepper.locator("figcaption li");
    const last = await captions.count();
    const shown = () => captions.filter({ visible: true }).allTextContents();
    const [first = ""] = await shown();
    expect(await shown()).toHaveLength(1);
    await stepper.getByRole("button", { name: "Next" }).click();
    await stepper.getByText(`Step 2 of ${last}`).waitFor();
    expect(await shown()).not.toEqual([first]);
    await page.keyboard.press("End");
    await stepper.getByText(`Step ${last} of ${last}`).waitFor();
    expect(await stepper.getByRole("button", { name: "Next" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await page.keyboard.press("Home");
    expect(await shown()).toEqual([first]);
  });

  test("brings what a step is about into a narrow screen", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner"), width: 390 });
    await openPage(page, plans);
    const stepper = page.locator(".stepper").first();
    await stepper.getByText("Scroll the drawing sideways to see all of it.").waitFor();
    const hidden = (step: number) =>
      stepper.locator(".figure-scroll").evaluate((drawing, from) => {
        const view = drawing.getBoundingClientRect();
        const parts = [...drawing.querySelectorAll(`[data-from="${from}"]`)];
        const boxes = parts.map((part) => part.getBoundingClientRect());
        return boxes.filter((box) => box.left < view.left - 1 || box.right > view.right + 1).length;
      }, step);
    await expect.poll(() => hidden(1)).toBe(0);
    for (const step of [2, 3]) {
      await stepper.getByRole("button", { name: "Next" }).click();
      await stepper.getByText(`Step ${step} of`).waitFor();
      await expect.poll(() => hidden(step)).toBe(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await stepper.getByText(/^Scroll the drawing/).isVisible()).toBe(false);
  });

  test("prints its last step with every caption, in light colours", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner"), scheme: "dark" });
    await openPage(page, pages);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const stepper = page.locator(".stepper").first();
    const captions = stepper.locator("figcaption li");
    expect(await captions.filter({ visible: true }).count()).toBe(await captions.count());
    expect(await stepper.getByRole("button").filter({ visible: true }).count()).toBe(0);
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(paper).toContain("light");
    expect(paper).not.toContain("dark");
  });
});

test("the reader's place is kept, and where to read on is offered", async ({ browse, people }) => {
  const reader = await people.another("learner");
  const page = await browse({ as: reader });
  await openPage(page, plans);
  const heading = page.locator(".lesson-body h2").nth(2);
  const [id, text] = [await heading.getAttribute("id"), await heading.textContent()];
  await heading.evaluate((one) => one.scrollIntoView());
  await page.locator(`.toc-rail a[href="#${id}"][aria-current]`).waitFor();
  await page.goto("/learn/query-optimization");
  await expect.poll(async () => (await reader.get("/learn")).text()).toContain(`#${id}`);
  await openPage(page, "/learn");
  const onward = page.getByRole("link", { name: /Continue where you left off/ });
  expect(await onward.textContent()).toContain(text ?? "no heading");
  await onward.click();
  await page.waitForURL(`**${plans}#${id}`);
});

test("a plan has more room than the text where the window leaves it", async ({
  browse,
  people,
}) => {
  const page = await browse({ as: await people.as("learner") });
  await openPage(page, plans);
  const text = await page.locator(".prose > p").first().boundingBox();
  const widest = await page
    .locator(".lesson-body .live")
    .evaluateAll((blocks) => Math.max(...blocks.map((block) => block.clientWidth)));
  const contents = await page.locator(".toc-rail").boundingBox();
  if (!text || !contents) throw new Error("The lesson has no text or no contents.");
  expect(text.width).toBeLessThanOrEqual(680);
  expect(widest).toBeGreaterThan(text.width);
  expect(text.x + widest).toBeLessThan(contents.x);
});

test("a module says in words what one can do after it", async ({ browse, people }) => {
  const page = await browse({ as: await people.as("learner") });
  await openPage(page, "/learn/query-optimization");
  await page
    .getByText(/^After this module you will be able to write efficient queries, .+ and [a-z ]+\.$/)
    .waitFor();
});

test("lessons name a module by its title: modules have no numbers on screen", async ({
  people,
}) => {
  const reader = await people.as("learner");
  const course = await (await reader.get("/learn")).text();
  const lessons = new Set(course.match(/\/learn\/[a-z-]+\/[a-z-]+/g));
  expect(lessons.size).toBeGreaterThan(4);
  const numbered: string[] = [];
  for (const lesson of lessons) {
    if (/\bmodule \d/i.test(await (await reader.get(lesson)).text())) numbered.push(lesson);
  }
  expect(numbered).toEqual([]);
});

test("a lesson loads little more JavaScript than the framework itself", async ({ people }) => {
  const learner = await people.as("learner");
  const { moreKb } = await measurePageWeight((path) => learner.get(path));
  expect(moreKb).toBeGreaterThan(0);
  expect(moreKb).toBeLessThanOrEqual(25);
});

test("a lesson marked as read is ticked, and the next one offered", async ({ browse, people }) => {
  const page = await browse({ as: await people.another("learner") });
  await openPage(page, plans);
  await page.getByRole("button", { name: "I have read this lesson" }).click();
  await page.getByText("You have read this lesson.").waitFor();
  await page.getByRole("link", { name: /^Next/ }).click();
  await page.waitForURL(`**${pages}`);
  await page.goto("/learn/query-optimization");
  await page.getByRole("link", { name: /^Reading a plan\s*, read/ }).waitFor();
});

test.for([
  "/learn/no-such-module",
  "/learn/query-optimization/no-such-lesson",
  "/lab/data/hallucifix-ties-0123456789abcdef.tar.gz",
])("%s is not found", async (path, { people }) => {
  expect((await (await people.as("learner")).get(path)).status).toBe(404);
});
