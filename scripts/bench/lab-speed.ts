import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import type { EngineName } from "#app/domain/exercise/exercise.ts";
import { BROWSER_ARGUMENTS, findBrowser, NO_BROWSER } from "#scripts/find-browser.mjs";
import { quantile } from "./closed-loop.ts";
import { projectRoot, type RunningServer } from "./server.ts";

export type LabSpeed = {
  engine: EngineName;
  exercise: string;
  /** Milliseconds from opening the page to the first row on the screen. */
  open: { page: number; bare: number };
  /** Milliseconds from pressing Run to the rows on the screen, and of the query in the engine alone. */
  run: { page: number; engine: number };
};

// The starter of each runs on its first engine, so that nothing has to be typed.
const subjects = [
  { engine: "pg-mem", exercise: "latest-analyses-of-one-user", data: ".json" },
  { engine: "pglite", exercise: "index-for-filter-and-order", data: ".tar.gz" },
] as const;
type Subject = (typeof subjects)[number];

const openings = 7;
const runs = 30;
const bareRoot = join(import.meta.dirname, "bare-lab");
const bareOut = join(projectRoot, ".cache", "bench-bare-lab");

/** The lab beside a page that does nothing but run the same query, in turn, in one browser. */
export async function measureLabSpeed(server: RunningServer, cookie: string): Promise<LabSpeed[]> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
  const bare = await serveBarePage();
  try {
    const found: LabSpeed[] = [];
    for (const subject of subjects)
      found.push(await measure(subject, browser, server, bare, cookie));
    return found;
  } finally {
    await bare.close();
    await browser.close();
  }
}

async function measure(
  subject: Subject,
  browser: Browser,
  server: RunningServer,
  bare: PreviewServer,
  cookie: string,
): Promise<LabSpeed> {
  const { engine, exercise } = subject;
  const lab = `${server.origin}/lab/${exercise}`;
  const data = await fetchData(subject, lab, cookie);
  const sql = readFileSync(join(projectRoot, "exercises", exercise, "starter.sql"), "utf8");
  const query = new URLSearchParams({ engine, data, sql });
  const barePage = `${bare.resolvedUrls?.local[0]}?${query}`;

  const opened = { page: [] as number[], bare: [] as number[] };
  const ran = { page: [] as number[], engine: [] as number[] };
  for (let round = 0; round < openings; round += 1) {
    const last = round === openings - 1;
    await inFreshWindow(browser, cookie, server.origin, async (page) => {
      await page.goto(lab, { waitUntil: "commit" });
      opened.page.push(await page.evaluate(firstResult, true));
      if (last) ran.page.push(...(await page.evaluate(runAgain, runs)));
    });
    await inFreshWindow(browser, cookie, server.origin, async (page) => {
      await page.goto(barePage, { waitUntil: "commit" });
      opened.bare.push(await page.evaluate(firstResult, false));
      if (last) ran.engine.push(...(await page.evaluate(engineAgain, runs)));
    });
  }
  return {
    engine,
    exercise,
    open: { page: median(opened.page), bare: median(opened.bare) },
    run: { page: median(ran.page), engine: median(ran.engine) },
  };
}

/** Nothing cached, signed in. */
async function inFreshWindow(
  browser: Browser,
  cookie: string,
  origin: string,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url: origin }]);
  await work(await context.newPage());
  await context.close();
}

/** The data as the lab loads it, laid beside the bare page. Gives its address there. */
async function fetchData(subject: Subject, lab: string, cookie: string): Promise<string> {
  const html = await (await fetch(lab, { headers: { cookie } })).text();
  const found = [...html.matchAll(/\/lab\/data\/[\w-]+(?:\.tar\.gz|\.json)/g)]
    .map(([path]) => path)
    .find((path) => path.endsWith(subject.data));
  if (found === undefined) throw new Error(`${lab} names no data`);
  const answer = await fetch(new URL(found, lab), { headers: { cookie } });
  // Without .gz in the name: a file server would call it a compressed answer.
  const name = `data-${subject.engine}`;
  writeFileSync(join(bareOut, name), Buffer.from(await answer.arrayBuffer()));
  return `/${name}`;
}

async function serveBarePage(): Promise<PreviewServer> {
  const common = { root: bareRoot, configFile: false, logLevel: "error" } as const;
  const output = { outDir: bareOut, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 };
  await build({ ...common, worker: { format: "es" }, build: output });
  return preview({ ...common, build: output, preview: { host: "127.0.0.1", port: 0 } });
}

// The three below run in the page; frames are what a person sees, so time is read at one.

/** Presses Run as soon as it is there (or waits for a page that runs by itself) until rows are painted. */
function firstResult(press: boolean): Promise<number> {
  return new Promise((resolve) => {
    let pressed = !press;
    const look = () => {
      const button = document.querySelector<HTMLElement>(".lab-run");
      if (!pressed && button) {
        button.click();
        pressed = true;
      }
      const shown = document.querySelector(press ? ".lab-table tbody td" : "table td");
      if (shown) resolve(performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Presses Run again and again; each time until the new rows are painted. */
async function runAgain(times: number): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) {
    // Whatever the run before set off must be over.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const output = document.querySelector<HTMLElement>("[data-runs]");
    const before = output?.dataset["runs"];
    const began = performance.now();
    document.querySelector<HTMLElement>(".lab-run")?.click();
    await new Promise<void>((resolve) => {
      const look = () => {
        if (output?.dataset["runs"] !== before) resolve();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    found.push(performance.now() - began);
  }
  return found;
}

async function engineAgain(times: number): Promise<number[]> {
  const { engineMs } = globalThis as unknown as { engineMs(): Promise<number> };
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    found.push(await engineMs());
  }
  return found;
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
