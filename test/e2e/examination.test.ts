import { expect } from "vitest";
import type { Page } from "playwright-core";
import { findBarriers, openPage, sidewaysScroll } from "./support/browser.ts";
import { test } from "./support/test.ts";

// One learner lives through a whole examination; the steps build on one another, so it is one test.
test(
  "an examination survives reload, a second tab, a killed server and a lost network",
  {
    timeout: 240_000,
  },
  async ({ browse, people, planwise }) => {
    const learner = await people.another("learner");
    // What a browser reports while the server is away or not ready yet.
    const lost = [
      /ERR_CONNECTION_REFUSED/,
      /ERR_INTERNET_DISCONNECTED/,
      /Failed to load resource/,
      /^503 from /,
    ];
    const page = await browse({ as: learner, expect: lost });
    await openPage(page, "/assess/basic");
    await page.getByRole("button", { name: /^Start now/ }).click();
    await page.waitForURL(/\/assess\/attempts\/[0-9a-f-]+$/);
    const address = new URL(page.url()).pathname;
    await openPage(page, address);
    expect(await findBarriers(page)).toEqual([]);

    // Saved within two seconds of the change, and still there after a reload.
    const first = await answerNextChoice(page, 1);
    await savedAt(page);
    await openPage(page, address);
    expect(await answered(page)).toEqual([first]);

    // A second tab has it, adds one of its own, and the first tab takes that over.
    const second = await page.context().newPage();
    await openPage(second, address);
    expect(await answered(second)).toEqual([first]);
    const fromSecond = await answerNextChoice(second, first + 1);
    await savedAt(second);
    const third = await answerNextChoice(page, fromSecond + 1);
    await savedAt(page);
    await expect.poll(() => answered(page)).toEqual([first, fromSecond, third]);
    await second.close();

    // The server is killed while an answer is on its way: the page says so and sends it later.
    await planwise.crash();
    const fourth = await answerNextChoice(page, third + 1);
    await page.getByText(/No connection: .* kept on this device/).waitFor();
    await planwise.start();
    await savedAt(page);

    // Without network: kept in the browser, across a closed tab, and sent when it is back.
    await page.context().setOffline(true);
    const fifth = await answerNextChoice(page, fourth + 1);
    await page.getByText(/No connection: .* kept on this device/).waitFor();
    await page.context().setOffline(false);
    await savedAt(page);
    await openPage(page, address);
    expect(await answered(page)).toEqual([first, fromSecond, third, fourth, fifth]);

    // Nothing of the review before handing in.
    const early = await learner.get(`${address}/review`);
    expect([early.status, early.headers.get("location")]).toEqual([302, address]);

    await page.getByRole("button", { name: "Hand in…" }).first().click();
    await page.getByText("45 questions have no answer yet.").waitFor();
    await page.getByRole("button", { name: "Hand in", exact: true }).click();
    await page.waitForURL(/\/review$/);
    await page.getByRole("heading", { level: 1, name: "Not passed yet" }).waitFor();
    expect(await page.getByText("Why", { exact: true }).count()).toBeGreaterThan(0);

    // Handing in again, and saving after the end, change nothing; what comes late is kept.
    const id = address.split("/").at(-1) ?? "";
    const again = await learner.postJson(`${address}/submit`, {});
    expect(again.status).toBe(200);
    const grades = await planwise.sql<{ kind: string; n: number }>(
      `SELECT kind, count(*)::int AS n FROM attempt_step WHERE attempt_id = $1
     AND kind IN ('submit', 'auto-submit', 'grade') GROUP BY kind ORDER BY kind`,
      [id],
    );
    expect(grades).toEqual([
      { kind: "grade", n: 1 },
      { kind: "submit", n: 1 },
    ]);
    expect(await planwise.sql("SELECT * FROM verify_attempt($1)", [id])).toEqual([]);
  },
);

test("an examination fits a narrow screen", { timeout: 120_000 }, async ({ browse, people }) => {
  const page = await browse({ as: await people.another("learner"), width: 390 });
  await openPage(page, "/assess/basic");
  await page.getByRole("button", { name: /^Start now/ }).click();
  await page.waitForURL(/\/assess\/attempts\//);
  await openPage(page, new URL(page.url()).pathname);
  for (let number = 1; number <= 50; number += 1) {
    await page.getByRole("button", { name: new RegExp(`^Question ${number}, `) }).click();
    await page.getByRole("heading", { name: `Question ${number} of 50` }).waitFor();
    expect([number, await sidewaysScroll(page)]).toEqual([number, 0]);
  }
});

/** Answers the first question from `from` on that offers options; gives its number. */
async function answerNextChoice(page: Page, from: number): Promise<number> {
  for (let number = from; number <= 50; number += 1) {
    await page.getByRole("button", { name: new RegExp(`^Question ${number}, `) }).click();
    await page.getByRole("heading", { name: `Question ${number} of 50` }).waitFor();
    const option = page.locator("article").getByRole("radio").first();
    if ((await option.count()) === 0) continue;
    await option.check();
    return number;
  }
  throw new Error("no question with options is left");
}

async function savedAt(page: Page): Promise<void> {
  await page.getByText(/^Saved at /).waitFor();
}

/** The numbers of the questions that the page shows as answered. */
async function answered(page: Page): Promise<number[]> {
  const labels = await page
    .getByRole("complementary", { name: "All questions" })
    .getByRole("button", { name: /, answered/ })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return labels.map((label) => Number(/\d+/.exec(label)?.[0]));
}
