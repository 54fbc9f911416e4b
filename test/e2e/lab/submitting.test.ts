import { describe, expect } from "vitest";
import { openPage } from "../support/browser.ts";
import { exerciseFile, openExercise, shownText, write } from "../support/lab.ts";
import { test } from "../support/test.ts";

const slug = "latest-analyses-of-one-user";

describe("handing in", () => {
  test("what is wrong teaches, what is right passes", async ({ browse, people }) => {
    const page = await browse({ as: await people.another("learner") });
    await openPage(page, "/lab");
    const row = page.getByRole("listitem").filter({ hasText: "Latest analyses of one user" });
    await row.getByText("Not tried").waitFor();
    await openExercise(page, slug);
    await page.getByRole("tab", { name: "Verdict" }).click();
    await page.getByText("Submit as often as you like").waitFor();
    await page.getByRole("button", { name: "Submit" }).click();
    const verdict = page.getByRole("status", { name: "Verdict" });
    await verdict.getByRole("heading", { name: "Not yet" }).waitFor({ timeout: 60_000 });
    await verdict
      .getByText(/column/)
      .first()
      .waitFor();

    await write(page, exerciseFile(slug, "solution.sql"));
    await page.keyboard.press("ControlOrMeta+Shift+Enter");
    await verdict.getByRole("heading", { name: "Passed" }).waitFor({ timeout: 60_000 });
    expect(await verdict.getByRole("link").count()).toBe(2);

    await openExercise(page, slug);
    await page.getByRole("tab", { name: "Verdict" }).click();
    expect(
      await page.getByRole("region", { name: "Handed in before" }).getByRole("group").count(),
    ).toBe(2);
    await openPage(page, "/lab");
    await row.getByText("Passed").waitFor();
  });

  test("questions are answered beside the text, in it, and graded with it", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.another("learner") });
    const asked = "slowest-queries-last-hour";
    await openExercise(page, asked);
    await write(page, exerciseFile(asked, "solution.sql"));
    const questions = page.getByRole("region", { name: "Questions" });
    const option = (name: string) => questions.getByRole("radio", { name });
    await option("dashboard_summary").check();
    await option("analysis_list_page").check();
    expect(await shownText(page)).toMatch(
      /-- answer which-is-new: a\n-- answer not-on-the-list: b$/,
    );
    const verdict = page.getByRole("status", { name: "Verdict" });
    await page.getByRole("button", { name: "Submit" }).click();
    await verdict.getByText("not option a. It is the slowest").waitFor({ timeout: 60_000 });

    // Corrected in the text: the choice follows, and it is all there after a reload.
    await page.getByText("Draft saved").waitFor();
    await openExercise(page, asked);
    expect(await option("dashboard_summary").isChecked()).toBe(true);
    await option("analysis_search").check();
    expect(await shownText(page)).not.toContain("which-is-new: a");
    await page.getByRole("button", { name: "Submit" }).click();
    await verdict.getByRole("heading", { name: "Passed" }).waitFor({ timeout: 60_000 });

    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => option("analysis_search").isChecked()).toBe(false);
  });

  test("a reload does not lose sight of a submission that waits", async ({ browse, people }) => {
    const page = await browse({ as: await people.another("learner") });
    await openExercise(page, slug);
    await page.route("**/verdict", (route) => route.abort(), { times: 100 });
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByText("Handed in and safe").waitFor();
    await page.unroute("**/verdict");
    await openExercise(page, slug);
    const said = page.getByRole("heading", { name: "Not yet" }).or(page.getByText("Being graded"));
    await page.getByRole("tab", { name: "Verdict" }).click();
    await said
      .or(page.locator("[data-status=failed]").first())
      .first()
      .waitFor({ timeout: 60_000 });
  });

  test("hints open one after the other and stay open", async ({ browse, people }) => {
    const page = await browse({ as: await people.another("learner") });
    await openExercise(page, slug);
    const hints = page.getByRole("region", { name: "Hints" });
    await hints.getByRole("button", { name: "Open hint 1 of 3" }).click();
    await hints.getByText("Four decisions make this query").waitFor();
    await hints.getByRole("button", { name: "Open hint 2 of 3" }).click();
    await hints.getByRole("button", { name: "Open hint 3 of 3" }).waitFor();
    await openExercise(page, slug);
    expect(await hints.getByRole("listitem").count()).toBe(2);
  });
});

describe("a draft", () => {
  test("survives a reload at once, and follows its owner to another browser", async ({
    browse,
    people,
  }) => {
    const ada = await people.another("learner");
    const page = await browse({ as: ada });
    await openExercise(page, slug);
    await write(page, "select 'mine'");
    await page.reload();
    await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached" });
    expect(await shownText(page)).toBe("select 'mine'");
    await page.getByText("Draft saved").waitFor();

    const elsewhere = await browse({ as: ada });
    await openExercise(elsewhere, slug);
    expect(await shownText(elsewhere)).toBe("select 'mine'");
    const other = await browse({ as: await people.another("learner") });
    await openExercise(other, slug);
    expect(await shownText(other)).not.toContain("mine");
  });

  test("waits for the network and says so", async ({ browse, people }) => {
    const page = await browse({
      as: await people.another("learner"),
      expect: [/ERR_INTERNET_DISCONNECTED/],
    });
    await openExercise(page, slug);
    await page.context().setOffline(true);
    await write(page, "select 'offline'");
    await page.getByText("Offline: draft kept in this browser").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Draft saved").waitFor({ timeout: 30_000 });
  });

  test("goes back to the starter when asked twice", async ({ browse, people }) => {
    const page = await browse({ as: await people.another("learner") });
    await openExercise(page, slug);
    const starter = await shownText(page);
    await write(page, "select 'gone'");
    await page.getByText("Draft saved").waitFor();
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => shownText(page)).toBe(starter);
    await page.reload();
    await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached" });
    expect(await shownText(page)).toBe(starter);
  });
});

describe("keyboards", () => {
  test("leave the editor by Tab when told to, and that is remembered", async ({
    browse,
    people,
  }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, slug);
    await write(page, "select 1");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".lab-monaco") !== null)).toBe(
      true,
    );
    await page.keyboard.press("Control+m");
    const toggle = page.getByRole("button", { name: /Tab moves focus/, pressed: true });
    await toggle.waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".lab-monaco") !== null)).toBe(
      false,
    );
    await page.reload();
    await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached" });
    await toggle.waitFor();
    await toggle.click();
    await page.getByRole("button", { name: /Tab indents/ }).waitFor();
  });

  test("resize the panes, which stay where they were put", async ({ browse, people }) => {
    const page = await browse({ as: await people.as("learner") });
    await openExercise(page, slug);
    const task = page.locator("#lab-task");
    const before = (await task.boundingBox())?.width ?? 0;
    await page.getByRole("separator", { name: "Width of the task" }).focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("ArrowRight");
    await expect
      .poll(async () => (await task.boundingBox())?.width ?? 0)
      .toBeGreaterThan(before + 20);
    const wide = (await task.boundingBox())?.width ?? 0;
    await page.reload();
    expect((await task.boundingBox())?.width).toBeCloseTo(wide, -1);
  });
});
