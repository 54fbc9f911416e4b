import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { openPage } from "../support/browser.ts";
import { editor, openExercise, resultCells, run, shownText, write } from "../support/lab.ts";
import { test } from "../support/test.ts";

const small = "latest-analyses-of-one-user";
const sql = "slowest-queries-last-hour";
const query =
  "select id, title, accuracy from analysis_results where accuracy is null order by id limit 3";

/** From now on pages come without their scripts, until what it gives is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route("**/assets/exercise-*.js", async (route) => {
    await held.promise;
    await route.continue();
  });
  return () => held.resolve();
}

describe("running SQL in the page", () => {
  test("gives the same rows on both engines, each named", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, small);
    await write(page, query);
    await run(page);
    await page.getByText(/^pg-mem, /).waitFor();
    const quick = await resultCells(page);
    expect(quick).toHaveLength(9);
    expect(quick.filter((cell) => cell === "NULL")).toHaveLength(3);
    await page.getByLabel("Engine").selectOption("PostgreSQL 18");
    await run(page);
    await page.getByText(/^PostgreSQL 18, /).waitFor({ timeout: 30_000 });
    expect(await resultCells(page)).toEqual(quick);
    const types = await page.locator(".lab-table thead .lab-type").allInnerTexts();
    expect(types).toEqual(["bigint", "text", "numeric"]);
  });

  test("keeps what is done before the page listens: text, and a press on Run", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.another("learner") });
    const listen = await holdScripts(page);
    await page.goto(`/lab/${small}`, { waitUntil: "commit" });
    await editor(page).fill("select id from users where id = 42");
    const button = page.getByRole("button", { name: "Run", exact: true });
    await button.click();
    expect(await button.getAttribute("data-pressed")).toBe("");
    listen();
    await page.getByText(/^pg-mem, /).waitFor();
    expect(await resultCells(page)).toEqual(["42"]);
    expect(await page.locator("[data-runs]").getAttribute("data-runs")).toBe("1");
    expect(await button.getAttribute("data-pressed")).toBeNull();
    await page.getByText("Draft saved").waitFor();
    await openExercise(page, small);
    expect(await shownText(page)).toBe("select id from users where id = 42");
  });

  test("an early press on Run waits for the draft that only this browser has", async ({
    browse,
    people,
  }) => {
    const page = await browse({
      as: await people.another("learner"),
      expect: [/Failed to load resource/],
    });
    await openExercise(page, small);
    await page.route("**/draft", (route) => route.abort());
    await write(page, "select id from users where id = 22");
    await page.getByText(/draft kept in this browser/i).waitFor();
    const listen = await holdScripts(page);
    await page.goto(`/lab/${small}`, { waitUntil: "commit" });
    await page.getByRole("button", { name: "Run", exact: true }).click();
    listen();
    await page.getByText(/^pg-mem, /).waitFor();
    expect(await resultCells(page)).toEqual(["22"]);
  });

  test("a plan asked for without network says what to do, and comes when there is one", async ({
    browse,
    people,
  }) => {
    const page = await browse({
      as: await people.as("learner"),
      expect: [/Failed to load resource/],
    });
    await openExercise(page, sql);
    await write(page, "explain select 1");
    const reader = "**/assets/read-plans-*.js";
    await page.route(reader, (route) => route.abort("internetdisconnected"));
    await run(page);
    await page
      .getByText("could not be loaded. Check the connection and run again.")
      .waitFor({ timeout: 30_000 });
    expect(await shownText(page)).toBe("explain select 1");
    await page.unroute(reader);
    await run(page);
    await page.getByRole("cell", { name: /^Result/ }).waitFor();
    await page.getByRole("tab", { name: "Plan" }).click();
    await page.getByRole("treegrid").waitFor();
  });

  test("says honestly what pg-mem cannot do and offers PostgreSQL", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, small);
    await write(page, "select row_number() over (order by id) from users limit 1");
    await run(page);
    await page.getByText("is more than pg-mem can do").waitFor();
    await page.getByRole("button", { name: "Switch to PostgreSQL" }).click();
    await run(page);
    await expect.poll(() => resultCells(page), { timeout: 30_000 }).toEqual(["1"]);
  });

  test("runs a selection alone, by key", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, sql);
    await write(page, "select 1 as one; select 2 as two");
    await page.keyboard.press("Home");
    for (let at = 0; at < "select 1 as one".length; at += 1) {
      await page.keyboard.press("Shift+ArrowRight");
    }
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByText("selection only").waitFor({ timeout: 30_000 });
    expect(await resultCells(page)).toEqual(["1"]);
  });

  test("shows 500 rows and says that there are more", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, sql);
    await write(page, "select i from generate_series(1, 501) as g(i)");
    await run(page);
    await expect.poll(async () => (await resultCells(page)).length, { timeout: 30_000 }).toBe(500);
    await page.getByRole("tab", { name: "Messages" }).click();
    await page.getByText("SELECT, the first 500 rows; there are more").waitFor();
  });

  test("marks an error at its place and leads there", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, sql);
    await write(page, "select u.id, u.emial from users u");
    await run(page);
    const alert = page.getByRole("alert");
    await alert.getByText("column u.emial does not exist").waitFor({ timeout: 30_000 });
    await alert.getByText('Perhaps you meant to reference the column "u.email"').waitFor();
    await page.locator(".squiggly-error").waitFor({ state: "attached" });
    await alert.getByRole("button", { name: "Line 1, column 14" }).click();
    await page.keyboard.insertText("!");
    // Monaco draws at its own time.
    await expect.poll(() => shownText(page)).toBe("select u.id, !u.emial from users u");
    expect(await page.locator(".squiggly-error").count()).toBe(0);
  });

  test("stops a runaway query and keeps the text", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, sql);
    const endless =
      "select count(*) from query_performance_log a, query_performance_log b, query_performance_log c";
    await write(page, endless);
    await run(page);
    await page.getByText(/Running… \d/).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped. Your text is as it was").waitFor();
    expect(await shownText(page)).toBe(endless);
    await write(page, "select count(*) from users");
    await run(page);
    await expect.poll(() => resultCells(page), { timeout: 30_000 }).toEqual(["1500"]);
  });

  test("brings the data back", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, sql);
    await write(page, "truncate query_performance_log; select count(*) from query_performance_log");
    await run(page);
    await expect.poll(() => resultCells(page), { timeout: 30_000 }).toEqual(["0"]);
    await page.getByRole("button", { name: "Reset data" }).click();
    await page.getByText("The data is as it was at the start.").waitFor();
    await write(page, "select count(*) from query_performance_log");
    await run(page);
    await expect.poll(() => resultCells(page), { timeout: 30_000 }).toEqual(["12000"]);
  });
});

test("TypeScript runs in the sandbox and every statement it sends is listed", async ({
  browse,
  people,
}) => {
  const page = await browse({ as: await people.as("learner") });
  await openExercise(page, "n-plus-one-to-constant");
  await run(page);
  const statements = page.getByRole("region", { name: "Statements" });
  await statements.getByText(/the same shape again and again/).waitFor({ timeout: 30_000 });
  await page
    .getByRole("region", { name: "Returned value" })
    .getByText('"analyses"')
    .first()
    .waitFor();
  await write(page, 'export default async function digest() { console.log("hello"); null.x; }');
  await run(page);
  await page
    .getByRole("alert")
    .getByRole("button", { name: /^Line 1/ })
    .waitFor();
  await page.getByRole("tab", { name: "Log" }).click();
  await page.getByText("hello", { exact: true }).waitFor();
});

describe("the plan", () => {
  test("is drawn, walked by keys and compared with the one before", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, "practical-1-slow-report");
    const report =
      "select id from analysis_results where user_id = 42 order by created_at desc limit 5";
    await write(page, report);
    await page.getByRole("button", { name: "Explain" }).click();
    const tree = page.getByRole("treegrid");
    const costliest = tree.getByRole("row", { selected: true });
    await costliest.getByText("Seq Scan").waitFor({ timeout: 60_000 });
    await costliest.getByText("costs most").waitFor();
    await page.getByText("thrown away by the filter").waitFor();
    await costliest.focus();
    await page.keyboard.press("Home");
    await tree.getByRole("row", { selected: true }).getByText("Limit").waitFor();
    await page.keyboard.press("ArrowRight");
    await tree.getByRole("row", { selected: true }).getByText("Sort", { exact: true }).waitFor();
    await page.getByLabel("Plan as text").getByText("Rows Removed by Filter").waitFor();

    await write(page, "create index on analysis_results (user_id, created_at desc)");
    await run(page);
    await page.getByText("CREATE INDEX: done").waitFor({ timeout: 30_000 });
    await page.getByRole("tab", { name: "Schema" }).click();
    await page.locator(".lab-index").filter({ hasText: "(user_id, created_at desc)" }).waitFor();
    await write(page, `explain (analyze, buffers) ${report}`);
    await run(page);
    await page.getByRole("tab", { name: "Plan" }).click();
    const compared = page.getByRole("table", { name: "The same statement before and now" });
    expect(await compared.getByText(/times less/).count()).toBe(2);
    await tree.getByText("Index Scan").waitFor();
  });

  test("is made by PostgreSQL when pg-mem is asked, which has no planner", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, small);
    const engine = page.getByRole("combobox", { name: "Engine" });
    expect(await engine.inputValue()).toBe("pg-mem");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByRole("treegrid").waitFor({ timeout: 30_000 });
    expect(await engine.inputValue()).toBe("pglite");
  });
});

test("the text area works before monaco comes, and hands over text, caret and focus", async ({
  browse,
  people,
}) => {
  const page = await browse({ as: await people.as("learner") });
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/create-editor.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await openPage(page, `/lab/${sql}`);
  const area = editor(page);
  await area.fill("select 40 + 2 as answer");
  await area.press("ControlOrMeta+Enter");
  await expect.poll(() => resultCells(page), { timeout: 30_000 }).toEqual(["42"]);
  for (let step = 0; step < 3; step += 1) await area.press("ArrowLeft");
  letGo();
  await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached", timeout: 30_000 });
  await page.keyboard.insertText("!");
  expect(await shownText(page)).toBe("select 40 + 2 as ans!wer");
});
