import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import type { Form, FrozenItem } from "#app/domain/assessment/draw-form.ts";
import type { PublicQuestion } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { toReviewItem } from "#app/services/views/review-item.ts";
import type { Planwise } from "./planwise.ts";

/** One question of somebody's form, with what would be right: read from the database, as no page could. */
export interface SatItem {
  question: PublicQuestion;
  frozen: FrozenItem;
  right: Response;
}

/** The questions of an attempt in the order they are shown. */
export async function readForm(planwise: Planwise, attemptId: string): Promise<SatItem[]> {
  const [row] = await planwise.sql<{ form: Form; items: FrozenItem[] }>(
    "SELECT form, items FROM attempt JOIN attempt_key ON attempt_id = id WHERE id = $1",
    [attemptId],
  );
  if (row === undefined) throw new Error(`there is no attempt ${attemptId}`);
  const keys = new Map(row.items.map((item) => [item.id, item]));
  return row.form.sections.flatMap((section) =>
    section.items.map((question) => {
      const frozen = keys.get(question.id);
      if (frozen === undefined) throw new Error(`no key for ${question.id}`);
      return { question, frozen, right: toReviewItem(question, frozen, undefined, () => []).right };
    }),
  );
}

export interface LoggedStep {
  kind: string;
  item: string | null;
  response: Response | null;
  refusal: string | null;
  tab: string | null;
  /** Between the change in the browser and its record on the server. */
  delayMs: number | null;
}

/** The log of an attempt, oldest first. */
export function readLog(planwise: Planwise, attemptId: string): Promise<LoggedStep[]> {
  return planwise.sql<LoggedStep>(
    `SELECT kind, item, payload -> 'response' AS response, refusal, tab_id AS tab,
       (extract(epoch FROM server_at - client_at) * 1000)::int AS "delayMs"
     FROM attempt_step WHERE attempt_id = $1 ORDER BY seq`,
    [attemptId],
  );
}

/** The answers as the log has them now, newest per question. */
export async function readAnswers(
  planwise: Planwise,
  attemptId: string,
): Promise<Record<string, Response>> {
  const saved: Record<string, Response> = {};
  for (const step of await readLog(planwise, attemptId)) {
    const counts = step.kind === "save" && step.refusal === null;
    if (counts && step.item !== null && step.response !== null) saved[step.item] = step.response;
  }
  return saved;
}

/** Starts an attempt over another one's form that has only this long to go. */
export async function startShort(
  planwise: Planwise,
  pattern: string,
  userId: string,
  seconds: number,
): Promise<string> {
  const id = randomUUID();
  await planwise.sql(
    `SELECT start_attempt($1, $2, 'basic', 1, a.form, k.items, 'start', NULL,
       clock_timestamp(), clock_timestamp() + $4 * interval '1 second', '{"seed": "short"}')
     FROM attempt a JOIN attempt_key k ON k.attempt_id = a.id WHERE a.id = $3`,
    [id, userId, pattern, seconds],
  );
  return id;
}

/** Starts the assessment on screen: asked for, and confirmed. */
export async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Start now/ })
    .click();
}

/** Goes to a question by its number, from 1. */
export async function goTo(page: Page, number: number): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Question ${number},`) }).click();
  await page.getByRole("heading", { name: `Question ${number} of` }).waitFor();
}

/** Gives an answer to the question on screen with the mouse. */
export async function give(page: Page, question: PublicQuestion, given: Response): Promise<void> {
  const article = page.getByRole("article");
  switch (given.kind) {
    case "options": {
      const options = "options" in question ? question.options : [];
      for (const id of given.options) {
        const index = options.findIndex((option) => option.id === id);
        await article.locator("fieldset input").nth(index).check();
      }
      return;
    }
    case "lines": {
      const lines = "lines" in question ? question.lines.filter((line) => line.pickable) : [];
      for (const number of given.lines) {
        const index = lines.findIndex((line) => line.number === number);
        await article.locator("fieldset input").nth(index).check();
      }
      return;
    }
    case "text":
      return article.getByRole("textbox").fill(given.text);
    case "order":
      return bringIntoOrder(article, given.items);
    case "pairs": {
      if (question.kind !== "matching") throw new Error("pairs answer a matching question");
      for (const [index, left] of question.lefts.entries())
        await article
          .getByRole("combobox")
          .nth(index)
          .selectOption(given.pairs[left.id] ?? "");
      return;
    }
    case "none":
      return;
  }
}

/** What the question on screen shows as answered, in the form of an answer. */
export async function shown(page: Page, question: PublicQuestion): Promise<Response> {
  const article = page.getByRole("article");
  const checked = await article
    .locator("fieldset input")
    .evaluateAll((inputs) =>
      inputs.flatMap((input, index) => ((input as HTMLInputElement).checked ? [index] : [])),
    );
  switch (question.kind) {
    case "single":
    case "multiple":
      return { kind: "options", options: checked.map((at) => question.options[at]?.id ?? "") };
    case "plan-node":
    case "code-lines": {
      const lines = question.lines.filter((line) => line.pickable);
      return { kind: "lines", lines: checked.map((at) => lines[at]?.number ?? 0) };
    }
    case "numeric":
    case "short-text":
      return { kind: "text", text: await article.getByRole("textbox").inputValue() };
    case "ordering":
      return { kind: "order", items: await orderOf(article) };
    case "matching": {
      const chosen = await article
        .getByRole("combobox")
        .evaluateAll((selects) => selects.map((select) => (select as HTMLSelectElement).value));
      const pairs = question.lefts.map((left, at) => [left.id, chosen[at] ?? ""] as const);
      return { kind: "pairs", pairs: Object.fromEntries(pairs) };
    }
  }
}

/** The same answer with its options or lines in the order in which they are shown. */
export function asShown(question: PublicQuestion, given: Response): Response {
  if (given.kind === "lines")
    return { kind: "lines", lines: given.lines.toSorted((a, b) => a - b) };
  if (given.kind !== "options" || !("options" in question)) return given;
  const chosen = question.options.filter((option) => given.options.includes(option.id));
  return { kind: "options", options: chosen.map((option) => option.id) };
}

function orderOf(article: Locator): Promise<string[]> {
  return article
    .locator('li button[data-by="1"]')
    .evaluateAll((buttons) =>
      buttons.map((button) => (button as HTMLElement).dataset["item"] ?? ""),
    );
}

async function bringIntoOrder(article: Locator, items: readonly string[]): Promise<void> {
  for (const [place, id] of items.entries()) {
    for (let at = (await orderOf(article)).indexOf(id); at > place; at -= 1)
      await article.locator(`li:nth-child(${at + 1}) button[data-by="-1"]`).click();
  }
  const confirm = article.getByRole("button", { name: "This order is my answer" });
  if (await confirm.isVisible()) await confirm.click();
}
