import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers, openPage, sidewaysScroll } from "./support/browser.ts";
import {
  asShown,
  give,
  goTo,
  readAnswers,
  readForm,
  readLog,
  shown,
  start,
  startShort,
  type SatItem,
} from "./support/examination.ts";
import { test } from "./support/test.ts";
import type { Visitor } from "./support/visitor.ts";
import { startBasic } from "./support/world.ts";

/** The words in the examination's bar. */
const SAVED = /^Saved at \d\d:\d\d:\d\d$/;
/** What the browser itself says when a server is away or the network is cut. */
const AWAY = [/net::ERR_/, /status of 503/, /^503 from /];
const KEPT = /^No connection: \d+ changes are kept on this device/;

test(
  "a whole examination: every answer saved, through a reload, a second tab, a killed server and a cut network",
  {
    timeout: 240_000,
  },
  async ({ planwise, people, browse }) => {
    const learner = await people.another("learner");
    const page = await browse({ as: learner, expect: AWAY });
    await openPage(page, "/assess");
    await page.getByRole("link", { name: "Basic assessment" }).click();
    await start(page);
    await page.getByRole("heading", { name: "Question 1 of 50" }).waitFor();
    const attemptId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const items = await readForm(planwise, attemptId);
    expect(await findBarriers(page)).toEqual([]);
    const saved = page.getByText(SAVED);

    // Right answers to forty questions, in the order of the form; the last ten stay empty.
    const answer = async (number: number): Promise<void> => {
      const item = items[number - 1];
      if (item === undefined) throw new Error(`there is no question ${number}`);
      await goTo(page, number);
      await give(page, item.question, item.right);
    };
    const expectShown = async (on: typeof page, number: number): Promise<void> => {
      const item = items[number - 1];
      if (item === undefined) throw new Error(`there is no question ${number}`);
      await goTo(on, number);
      expect(await shown(on, item.question)).toEqual(asShown(item.question, item.right));
    };
    const expectRecorded = (count: number): Promise<void> =>
      expect
        .poll(async () => Object.keys(await readAnswers(planwise, attemptId)).length, {
          timeout: 20_000,
        })
        .toBe(count);

    for (let number = 1; number <= 10; number += 1) {
      await answer(number);
      await saved.waitFor();
    }
    const delays = (await readLog(planwise, attemptId)).flatMap((step) => step.delayMs ?? []);
    expect(Math.max(...delays)).toBeLessThan(2_000);

    // A reload, which comes back to the question it was at.
    await page.reload();
    await page.getByRole("heading", { name: "Question 10 of 50" }).waitFor();
    await goTo(page, 3);
    await page.reload();
    await page.getByRole("heading", { name: "Question 3 of 50" }).waitFor();
    for (const number of [1, 5, 10]) await expectShown(page, number);

    // Before it is handed in, there is no review, neither as a page nor as data.
    await openPage(page, `/assess/attempts/${attemptId}/review`);
    expect(page.url()).toMatch(new RegExp(`/assess/attempts/${attemptId}$`));
    const review = await learner.get(`/assess/attempts/${attemptId}/review.data`);
    expect(await review.text()).not.toContain("explanation");

    // A second tab begins where nothing is answered yet and shows what was answered here; what is
    // answered there is taken over here.
    const other = await page.context().newPage();
    await openPage(other, `/assess/attempts/${attemptId}`);
    await other.getByRole("heading", { name: "Question 11 of 50" }).waitFor();
    await expectShown(other, 10);
    const eleven = items[10];
    if (eleven === undefined) throw new Error("the form has 50 questions");
    await goTo(other, 11);
    await give(other, eleven.question, eleven.right);
    await other.getByText(SAVED).waitFor();
    await answer(12);
    await page.getByText("Answers given in another tab or on another device").waitFor();
    await expectShown(page, 11);
    await other.close();
    await expectRecorded(12);

    // The server is killed; answers wait on the device and arrive when it is back.
    await planwise.crash();
    for (const number of [13, 14]) await answer(number);
    await page.getByText(KEPT).waitFor();
    await planwise.start();
    await saved.waitFor({ timeout: 30_000 });
    await expectRecorded(14);

    // The network is cut; a page closed meanwhile loses nothing either.
    await page.context().setOffline(true);
    for (const number of [15, 16]) await answer(number);
    await page.getByText(KEPT).waitFor();
    await page.evaluate(() => location.assign("about:blank"));
    await page.context().setOffline(false);
    await openPage(page, `/assess/attempts/${attemptId}`);
    await expectRecorded(16);
    await expectShown(page, 16);

    for (let number = 17; number <= 40; number += 1) await answer(number);
    await page.getByRole("button", { name: "Mark for later" }).click();
    await saved.waitFor();
    await expectRecorded(40);

    // Handed in from two tabs at the same moment.
    const second = await page.context().newPage();
    await openPage(second, `/assess/attempts/${attemptId}`);
    const tabs = [page, second];
    for (const tab of tabs) await tab.getByRole("button", { name: "Hand in…" }).first().click();
    await page.getByText("Still open: 10 unanswered.").waitFor();
    await page.getByText("1 is marked for later.").waitFor();
    await Promise.all(
      tabs.map((tab) => tab.getByRole("button", { name: "Hand in", exact: true }).click()),
    );
    for (const tab of tabs) {
      await tab.getByRole("heading", { name: "Passed", exact: true }).waitFor();
      await tab.getByText("40 of 50").waitFor();
    }
    const log = await readLog(planwise, attemptId);
    expect(log.filter((step) => step.kind === "submit")).toHaveLength(1);
    expect(log.filter((step) => step.kind === "grade")).toHaveLength(1);
    expect(log.filter((step) => step.refusal !== null)).toEqual([]);
    expect(await planwise.sql("SELECT * FROM verify_attempt($1)", [attemptId])).toEqual([]);
    expect(await planwise.sql("SELECT * FROM verify_attempt($1)", [attemptId])).toEqual([]);

    await expectReview(page, items);
    // Going back leads here again.
    await openPage(page, `/assess/attempts/${attemptId}`);
    expect(page.url()).toMatch(/\/review$/);
  },
);

/** Whether a button is filled with the accent rather than outlined. */
function isPrimary(button: Locator): Promise<boolean> {
  return button.evaluate((element) => element.classList.contains("bg-accent"));
}

function hrefs(links: Locator): Promise<(string | null)[]> {
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}

/** The review of an attempt whose first forty answers were right and whose last ten are missing. */
async function expectReview(page: Page, items: readonly SatItem[]): Promise<void> {
  const question = (number: number): Locator =>
    page.locator("details").filter({ hasText: new RegExp(`^Question ${number}\\b`) });
  expect(await page.locator("details[open]").count()).toBe(0);
  await question(46).waitFor();
  expect(await question(3).isVisible()).toBe(false);

  // Opened with the keyboard, a question comes with its explanation.
  await question(46).locator("summary").press("Enter");
  const explained = await question(46).innerText();
  const words = (items[45]?.frozen.explanation ?? "")
    .replaceAll(/<[^>]+>/g, " ")
    .match(/[a-z]{6,}/g);
  expect(words?.length).toBeGreaterThan(3);
  for (const word of words?.slice(0, 5) ?? []) expect(explained).toContain(word);

  // What was not right leads to the lessons that teach it.
  const missed = items.slice(40).map(({ frozen }) => frozen.lessons);
  const lessons = new Set(missed.flat().map((place) => `/learn/${place.split("#")[0]}`));
  const again = page.getByRole("region", { name: "Worth reading again" }).getByRole("link");
  expect(new Set(await hrefs(again))).toEqual(lessons);
  const passages = question(46)
    .locator("p")
    .filter({ hasText: /^In the lessons:/ });
  expect(await hrefs(passages.getByRole("link"))).toEqual(
    missed[5]?.map((place) => `/learn/${place}`),
  );

  await page.getByRole("radio", { name: "All (50)" }).check();
  await question(3).waitFor();
  // A plan or code stands there whole, and says in words which lines were meant.
  for (const [index, { question: asked, right }] of items.entries()) {
    if (!("lines" in asked) || right.kind !== "lines") continue;
    const item = question(index + 1);
    // The form is drawn by lot: this may be the question opened above.
    if ((await item.getAttribute("open")) === null) await item.locator("summary").click();
    const lines = item.getByRole("group", { name: /^(Plan|Code)$/ }).getByRole("listitem");
    expect(await lines.count()).toBe(asked.lines.length);
    const marked = index < 40 ? "Your answer, right" : "Right answer";
    expect(await lines.filter({ hasText: marked }).count()).toBe(right.lines.length);
  }
  expect(await findBarriers(page)).toEqual([]);

  // Paper has no buttons: it carries everything.
  await page.getByRole("radio", { name: "Not right (10)" }).check();
  await page.emulateMedia({ media: "print" });
  const printed = await page
    .locator("details > summary + *")
    .evaluateAll((answers) => answers.filter((answer) => answer.checkVisibility()).length);
  expect(printed).toBe(50);
  await page.emulateMedia({ media: "screen" });
}

test(
  "time runs out: in front of the learner, and with the page closed",
  {
    timeout: 120_000,
  },
  async ({ planwise, people, browse }) => {
    const [present, absent] = [await people.another("learner"), await people.another("learner")];
    const pattern = await startBasic(await people.another("learner"));
    const userOf = async ({ account }: Visitor): Promise<string> => {
      const rows = await planwise.sql<{ id: string }>(
        "SELECT id FROM user_account WHERE email = $1",
        [account?.email],
      );
      return rows[0]?.id ?? "";
    };

    const left = await startShort(planwise, pattern, await userOf(absent), 1);
    const running = await startShort(planwise, pattern, await userOf(present), 12);
    const items = await readForm(planwise, running);
    const page = await browse({ as: present });
    await openPage(page, `/assess/attempts/${running}`);
    const first = items[0];
    if (first === undefined) throw new Error("the form has questions");
    await give(page, first.question, first.right);
    await page.getByText("Time left 0:0").first().waitFor();
    await page.getByRole("heading", { name: "Not passed yet" }).waitFor({ timeout: 40_000 });
    await page.getByText("1 of 50").first().waitFor();
    expect(await readAnswers(planwise, running)).toEqual({ [first.question.id]: first.right });

    // Nobody is there; the server hands in by itself, ten seconds after the deadline.
    await expect
      .poll(async () => (await readLog(planwise, left)).map((step) => step.kind), {
        timeout: 30_000,
      })
      .toEqual(["start", "auto-submit", "grade"]);
    const result = await absent.get(`/assess/attempts/${left}/review`);
    expect(await result.text()).toContain("closed when time was up");
  },
);

test(
  "a reload stays at its question; half an answer is not shown as an answer",
  { timeout: 120_000 },
  async ({ planwise, browse, people }) => {
    const learner = await people.another("learner");
    const attemptId = await startBasic(learner);
    const items = await readForm(planwise, attemptId);
    const page = await browse({ as: learner });
    await openPage(page, `/assess/attempts/${attemptId}`);
    // Also a question that is answered, and never was left, is where a reload comes back to.
    const [first] = items;
    if (first === undefined) throw new Error("the form has questions");
    await give(page, first.question, first.right);
    await page.getByText(SAVED).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Question 1 of 50" }).waitFor();

    const number = items.findLastIndex(({ question }) => question.kind === "numeric") + 1;
    await goTo(page, number);
    const box = page.getByRole("article").getByRole("textbox");
    await box.fill("about seven");
    await page.getByText("This is not read as a number.").waitFor();
    expect(await box.getAttribute("aria-invalid")).toBe("true");
    const inMap = (state: string): Locator =>
      page.getByRole("button", { name: `Question ${number}, ${state}`, exact: true });
    await inMap("incomplete").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Hand in…" }).first().click();
    await page.getByText("Still open: 1 incomplete, 48 unanswered.").waitFor();
    const wayOut = page.getByRole("button", { name: "Hand in", exact: true });
    const wayBack = page.getByRole("button", { name: "Go to the first open question" });
    expect(await isPrimary(wayOut)).toBe(false);
    expect(await isPrimary(wayBack)).toBe(true);
    await wayBack.click();
    const second = page.getByRole("heading", { name: "Question 2 of 50" });
    await expect
      .poll(() => second.evaluate((heading) => heading === document.activeElement))
      .toBe(true);
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await goTo(page, number);
    await box.fill("7");
    await inMap("answered").waitFor();
    expect(await box.getAttribute("aria-invalid")).toBe(null);
  },
);

test("starting comes after the rules, asks first, and needs no script", async ({
  planwise,
  browse,
  people,
}) => {
  const learner = await people.another("learner");
  const sent = await (await learner.get("/assess/basic")).text();
  const form =
    /<form[^>]*method="post"[^>]*><button[^>]*type="submit"[^>]*>Start now: \d+ minutes</.exec(
      sent,
    );
  expect(form?.index).toBeGreaterThan(sent.indexOf("The rules"));

  const page = await browse({ as: learner });
  await openPage(page, "/assess/basic");
  await page.getByRole("button", { name: "Start…" }).click();
  const dialog = page.getByRole("dialog", { name: "Start the Basic assessment?" });
  await dialog.getByRole("button", { name: /^Start now: \d+ minutes$/ }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Not yet" }).click();
  await dialog.waitFor({ state: "hidden" });
  const started = await planwise.sql(
    "SELECT 1 FROM attempt a JOIN user_account u ON u.id = a.user_id WHERE u.email = $1",
    [learner.account?.email],
  );
  expect(started).toEqual([]);
});

test("an examination fits a narrow screen", { timeout: 120_000 }, async ({ browse, people }) => {
  const page = await browse({ as: await people.another("learner"), width: 390 });
  await openPage(page, "/assess/basic");
  await start(page);
  await page.waitForURL(/\/assess\/attempts\//);
  await openPage(page, new URL(page.url()).pathname);
  for (let number = 1; number <= 50; number += 1) {
    await page.getByRole("button", { name: new RegExp(`^Question ${number}, `) }).click();
    await page.getByRole("heading", { name: `Question ${number} of 50` }).waitFor();
    expect([number, await sidewaysScroll(page)]).toEqual([number, 0]);
  }
});
