import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { openPage } from "./browser.ts";

/** The exercise page with monaco in place. */
export async function openExercise(page: Page, slug: string): Promise<void> {
  await openPage(page, `/lab/${slug}`);
  await page.locator(".lab-editor[data-ready]").waitFor({ state: "attached", timeout: 30_000 });
}

export function editor(page: Page): Locator {
  return page.getByRole("textbox", { name: /^Your (SQL|TypeScript) for/ });
}

/** Replaces what is in the editor, the way a person does. One line: monaco would indent more. */
export async function write(page: Page, line: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(line);
}

/** What the editor shows, its spaces made ordinary. It draws changes at the next frame. */
export async function shownText(page: Page): Promise<string> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const lines = await page.locator(".view-line").allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ").trim();
}

export async function run(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

export function resultCells(page: Page): Promise<string[]> {
  return page.locator(".lab-table tbody td:not(.lab-rowhead)").allInnerTexts();
}

/** A file of an exercise folder, on one line: comments would swallow the rest. */
export function exerciseFile(slug: string, file: string): string {
  return readFileSync(`exercises/${slug}/${file}`, "utf8")
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
