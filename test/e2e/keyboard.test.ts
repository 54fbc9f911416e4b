import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { PublicQuestion } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { openPage } from "./support/browser.ts";
import { readAnswers, readForm } from "./support/examination.ts";
import { test } from "./support/test.ts";

test(
  "an examination without a mouse: one question of every kind, handed in, read",
  {
    timeout: 180_000,
  },
  async ({ planwise, people, browse }) => {
    const page = await browse({ as: await people.another("learner") });
    await openPage(page, "/assess/basic");
    const start = page.getByRole("button", { name: "Start…" });
    await press(page, start);
    const asked = page.getByRole("dialog", { name: "Start the Basic assessment?" });
    await press(page, asked.getByRole("button", { name: "Not yet" }));
    await asked.waitFor({ state: "hidden" });
    await expect.poll(() => hasFocus(start)).toBe(true);
    await press(page, start);
    await press(page, asked.getByRole("button", { name: /^Start now/ }));
    await page.getByRole("heading", { name: "Question 1 of 50" }).waitFor();
    const attemptId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const items = await readForm(planwise, attemptId);

    const answered = new Map<string, Response>();
    const kinds = new Set<string>();
    for (const [index, { question, right }] of items.entries()) {
      await page.getByRole("heading", { name: `Question ${index + 1} of 50` }).waitFor();
      if (!kinds.has(question.kind)) {
        kinds.add(question.kind);
        answered.set(question.id, right);
        await type(page, question, right);
      }
      if (index < items.length - 1)
        await press(page, page.getByRole("button", { name: "Next", exact: true }));
    }
    expect(kinds.size).toBeGreaterThanOrEqual(5);
    await expect
      .poll(() => readAnswers(planwise, attemptId), { timeout: 15_000 })
      .toEqual(Object.fromEntries(answered));

    await press(page, page.getByRole("article").getByRole("button", { name: "Hand in…" }));
    const dialog = page.getByRole("dialog", { name: "Hand in this assessment?" });
    await dialog.waitFor();
    // Escape is the way back; the focus returns to where it was.
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await press(page, page.getByRole("article").getByRole("button", { name: "Hand in…" }));
    await press(page, dialog.getByRole("button", { name: "Hand in", exact: true }));
    await page.getByRole("heading", { name: "Not passed yet" }).waitFor();
    await page.getByText(`${kinds.size} of 50`).first().waitFor();
  },
);

/** Gives an answer with keys alone. */
async function type(page: Page, question: PublicQuestion, given: Response): Promise<void> {
  const article = page.getByRole("article");
  const inputs = article.locator("fieldset input");
  switch (given.kind) {
    case "options": {
      const options = "options" in question ? question.options : [];
      return choose(
        page,
        inputs,
        given.options.map((id) => options.findIndex((o) => o.id === id)),
      );
    }
    case "lines": {
      const lines = "lines" in question ? question.lines.filter((line) => line.pickable) : [];
      return choose(
        page,
        inputs,
        given.lines.map((one) => lines.findIndex((l) => l.number === one)),
      );
    }
    case "text":
      await tabTo(page, article.getByRole("textbox"));
      return page.keyboard.type(given.text);
    case "pairs": {
      if (question.kind !== "matching") throw new Error("pairs answer a matching question");
      for (const [index, left] of question.lefts.entries()) {
        await tabTo(page, article.getByRole("combobox").nth(index));
        const at = question.rights.findIndex((right) => right.id === given.pairs[left.id]);
        for (let step = 0; step <= at; step += 1) await page.keyboard.press("ArrowDown");
      }
      return;
    }
    case "order": {
      for (const [place, id] of given.items.entries()) {
        const up = article.locator(`button[data-item="${id}"][data-by="-1"]`);
        while ((await placeOf(article, id)) > place) await press(page, up);
      }
      const confirm = article.getByRole("button", { name: "This order is my answer" });
      if (await confirm.isVisible()) await press(page, confirm);
      return;
    }
    case "none":
  }
}

/** Radios are one stop with arrows between them, checkboxes one stop each. */
async function choose(page: Page, inputs: Locator, places: readonly number[]): Promise<void> {
  const radios = (await inputs.first().getAttribute("type")) === "radio";
  if (radios) {
    await tabTo(page, inputs.first());
    await page.keyboard.press("Space");
    for (let step = 0; step < (places[0] ?? 0); step += 1) await page.keyboard.press("ArrowDown");
    return;
  }
  for (const place of places) {
    await tabTo(page, inputs.nth(place));
    await page.keyboard.press("Space");
  }
}

function placeOf(article: Locator, id: string): Promise<number> {
  return article
    .locator('li button[data-by="1"]')
    .evaluateAll(
      (buttons, wanted) =>
        buttons.findIndex((button) => (button as HTMLElement).dataset["item"] === wanted),
      id,
    );
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}
