import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Planwise } from "./planwise.ts";
import type { Visitor } from "./visitor.ts";

export interface BrowseOptions {
  /** Whose cookies the browser has; nobody's when left out. */
  as?: Visitor;
  /** Width of the window in CSS pixels. */
  width?: number;
  scheme?: "light" | "dark";
  /** Console errors that this test provokes on purpose. */
  expect?: readonly RegExp[];
}

/** A window of its own, and what went wrong in it that no person would have seen. */
export interface Window {
  page: Page;
  context: BrowserContext;
  problems: readonly string[];
}

/** Opens a window that notes console errors, exceptions, policy violations and requests to elsewhere. */
export async function openWindow(
  browser: Browser,
  planwise: Planwise,
  options: BrowseOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: planwise.origin,
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.scheme ?? "light",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  const cookies = [...(options.as?.cookies() ?? [])];
  await context.addCookies(
    cookies.map(([name, value]) => ({ name, value, url: planwise.origin, httpOnly: true })),
  );
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (!options.expect?.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  watch(context, planwise, note);
  return { page: await context.newPage(), context, problems };
}

function watch(context: BrowserContext, planwise: Planwise, note: (problem: string) => void): void {
  const host = new URL(planwise.origin).host;
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(`exception: ${error.error().stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const elsewhere = /^(https?|wss?):$/.test(url.protocol) && url.host !== host;
    if (elsewhere) note(`request to another host: ${url.href}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) note(`${response.status()} from ${response.url()}`);
  });
}

/** Goes to a page and waits until it listens. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "load" });
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
}

/** What axe-core finds, one line per element, empty when the page is accessible. */
export async function findBarriers(
  page: Page,
  rules: { only?: string; without?: string } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules.only !== undefined) axe.withRules([rules.only]);
  if (rules.without !== undefined) axe.disableRules([rules.without]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}

/** How many pixels the page can be scrolled sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Keeps what the window shows under test-results/, for whoever reads the failure. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync("test-results", { recursive: true });
  const file = name.replaceAll(/[^\w-]+/g, "-").slice(0, 120);
  await page.screenshot({ path: `test-results/${file}.png`, fullPage: true }).catch(() => {});
}
