import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { DEMO_PASSWORD } from "#scripts/seed-demo.ts";
import { findBarriers, openPage } from "./support/browser.ts";
import { give, goTo, readForm, start } from "./support/examination.ts";
import { editor, exerciseFile, write } from "./support/lab.ts";
import { test } from "./support/test.ts";

/** Grading and engines on a busy machine; a condition, never a pause. */
const soon = { timeout: 90_000 };
const exercise = "latest-analyses-of-one-user";
const learner = { name: "Lena Learner", email: "learner@demo.planwise.dev" };

/** Goes to a page of the navigation, as somebody does who knows no address. */
async function follow(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function signInBy(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

describe("a day in the product, by mouse and by what the pages say", { timeout: 300_000 }, () => {
  test("a learner signs in, reads, runs, submits, is examined, and sees what is missing", async ({
    planwise,
    browse,
  }) => {
    const page = await browse({ expect: [/status of 400/] });
    await openPage(page, "/");
    await page.getByRole("link", { name: "Sign in" }).first().click();
    await signInBy(page, learner.email, "not my password");
    await page.getByText("do not belong together").waitFor();
    await signInBy(page, learner.email, DEMO_PASSWORD);
    await page.getByRole("heading", { name: "Hello, Lena" }).waitFor();

    // Reads: the lesson that today proposes, with one of its queries.
    await page.getByRole("link", { name: "Start reading" }).click();
    const block = page.locator(".live").first();
    await block.getByRole("button", { name: "Run" }).click();
    await block.getByText(/^PostgreSQL 18 in this page, \d+ ms$/).waitFor(soon);
    await page.getByRole("button", { name: "I have read this lesson" }).click();
    await page.getByText("You have read this lesson.").waitFor();

    // Practises: a wrong answer teaches, a right one passes.
    await follow(page, "Practise");
    await page.getByRole("link", { name: "Latest analyses of one user" }).click();
    await editor(page).waitFor();
    await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached", timeout: 30_000 });
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText(/^pg-mem, /).waitFor(soon);
    await page.getByRole("button", { name: "Submit" }).click();
    const verdict = page.getByRole("status", { name: "Verdict" });
    await verdict.getByRole("heading", { name: "Not yet" }).waitFor(soon);
    await write(page, exerciseFile(exercise, "solution.sql"));
    await page.getByRole("button", { name: "Submit" }).click();
    await verdict.getByRole("heading", { name: "Passed" }).waitFor(soon);

    // Is examined: every question, right.
    await follow(page, "Assessments");
    await page.getByRole("link", { name: "Basic assessment" }).click();
    await start(page);
    await page.getByRole("heading", { name: "Question 1 of 50" }).waitFor();
    const attemptId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    for (const [index, { question, right }] of (await readForm(planwise, attemptId)).entries()) {
      await goTo(page, index + 1);
      await give(page, question, right);
    }
    await page.getByRole("button", { name: "Hand in…" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Hand in this assessment?" });
    await dialog.getByText("Every question has an answer.").waitFor();
    expect(await dialog.getByRole("button", { name: /first open/ }).count()).toBe(0);
    await dialog.getByRole("button", { name: "Hand in", exact: true }).click();
    await page.getByRole("heading", { name: "Passed", exact: true }).waitFor(soon);
    await page.getByText("50 of 50").first().waitFor();

    // Where do I stand: the assessment is met, the practicals are not, and the page says where.
    await follow(page, "Where I stand");
    const doc = page.getByRole("region", { name: /\(DOC\)/ });
    await doc.getByText("1 of 2 requirements met, 1 to go.").waitFor();
    const practicals = doc.getByRole("listitem").filter({ hasText: "Complete two of the three" });
    expect(await practicals.getByRole("link").count()).toBeGreaterThan(0);
    await openPage(page, "/onboarding");
    const examined = page.getByRole("listitem").filter({ hasText: "Basic assessment" }).first();
    await examined.getByText("Ticked by what you did").waitFor();

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in" }).first().waitFor();
    await page.goBack();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("an instructor finds that learner, follows the attempt and the submissions, confirms a step", async ({
    planwise,
    browse,
  }) => {
    const page = await browse();
    await openPage(page, "/sign-in");
    await signInBy(page, "instructor@demo.planwise.dev", DEMO_PASSWORD);
    await page.getByRole("heading", { name: "Learners", level: 1 }).waitFor();
    const row = page.getByRole("row").filter({ hasText: learner.name });
    await row.getByText("50").first().waitFor();
    await row.getByRole("link", { name: learner.name }).click();
    await page.getByRole("heading", { name: learner.name, level: 1 }).waitFor();

    await page.getByRole("link", { name: /attempt 1/i }).click();
    await page.getByText(/^The log is whole: \d+ steps/).waitFor();
    await page.getByText("50 of 50").first().waitFor();
    await page.goBack();

    await page.getByText("Latest analyses of one user").first().waitFor();
    await page.locator('a[href^="/teach/submissions/"]').first().click();
    await page.getByRole("region", { name: "What was handed in" }).getByText("select").waitFor();
    await page.getByText("Passed", { exact: true }).first().waitFor();
    await page.goBack();

    const waiting = page.locator("#waiting").getByRole("listitem").filter({ hasText: "Shadow" });
    await waiting.getByText("Confirm", { exact: false }).first().click();
    await waiting.getByLabel("What you saw").fill("Sat in on the search incident.");
    await waiting.getByRole("button", { name: "Confirm with this note" }).click();
    const step = page.getByRole("listitem").filter({ hasText: "Shadow" });
    await step.getByText("Confirmed by Ines Instructor").waitFor();

    const [account] = await planwise.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM onboarding_confirmation c
         JOIN user_account u ON u.id = c.user_id WHERE u.email = $1 AND c.confirmed`,
      [learner.email],
    );
    expect(account?.open).toBe(1);

    // The list as a file, by the link on the page.
    await follow(page, "Teach");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /CSV/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^planwise-learners-\d{4}-\d\d-\d\d\.csv$/);
  });

  test("an administrator invites somebody, who joins; changes the role; closes the account", async ({
    browse,
    people,
  }) => {
    const page = await browse();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await openPage(page, "/sign-in");
    await signInBy(page, "admin@demo.planwise.dev", DEMO_PASSWORD);
    await follow(page, "People");
    const address = page.getByLabel("E-mail address (optional)");
    await address.fill("new@example.com");
    await page.getByLabel("Role").first().selectOption("Learner");
    await page.getByRole("button", { name: "Make the link" }).click();
    const link = await page.locator("code").filter({ hasText: "/invitation/" }).innerText();
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    expect(await address.inputValue()).toBe("");
    expect(await findBarriers(page)).toEqual([]);

    // Where the browser does not let the page copy, the link is selected.
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByRole("status").filter({ hasText: "The link is selected" }).waitFor();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(link);

    const theirs = await browse({ expect: [/status of 40[034]/] });
    await openPage(theirs, new URL(link).pathname);
    await theirs.getByLabel("Your name").fill("Nora New");
    await theirs.getByLabel("Password").fill("a password of my own");
    await theirs.getByRole("button", { name: "Make my account" }).click();
    await theirs.getByRole("heading", { name: "Hello, Nora" }).waitFor();
    // A link works once, and learners have no business with the team's list.
    expect((await theirs.goto(new URL(link).pathname))?.status()).toBe(404);
    expect((await theirs.goto("/admin/people"))?.status()).toBe(403);

    await page.reload();
    const row = page.getByRole("listitem").filter({ hasText: "new@example.com" });
    await row.getByRole("combobox").selectOption("Instructor");
    await row.getByRole("button", { name: "Save the role of Nora New" }).click();
    await page.getByText("Changed.").waitFor();
    await openPage(theirs, "/teach");
    await theirs.getByRole("heading", { name: "Learners", level: 1 }).waitFor();

    // Asked before, at once or by a browser without scripts, nothing is closed yet.
    const close = row.getByRole("button", { name: "Close the account of Nora New…" });
    const dialog = page.getByRole("alertdialog", { name: "Close the account of Nora New?" });
    await close.click();
    await dialog.getByText("Their sessions end now; their records stay.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(() => close.evaluate((it) => it === document.activeElement)).toBe(true);
    const person = await row.locator('input[name="person"]').first().inputValue();
    const asked = await (
      await people.as("admin")
    ).postForm("/admin/people", { intent: "close", person });
    expect(await asked.text()).toContain("Close the account of Nora New?");
    await theirs.reload();
    await theirs.getByRole("heading", { name: "Learners", level: 1 }).waitFor();

    // Closed, it ends every session at once.
    await close.click();
    await dialog.getByRole("button", { name: "Close the account", exact: true }).click();
    await row.getByRole("button", { name: "Reopen the account of Nora New" }).waitFor();
    await dialog.waitFor({ state: "hidden" });
    await theirs.goto("/teach");
    await theirs.getByRole("heading", { name: "Sign in" }).waitFor();
    await signInBy(theirs, "new@example.com", "a password of my own");
    await theirs.getByText("This account is closed.").waitFor();
  });
});
