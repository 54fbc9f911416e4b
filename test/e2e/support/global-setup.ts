import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { ensureBuilt } from "#scripts/bootstrap.mjs";
import { findBrowser, NO_BROWSER } from "#scripts/find-browser.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the run's browser listens. */
    browserEndpoint: string;
  }
}

// As root Chromium has no sandbox of its own; the rest keeps it from asking the network for anything.
const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Builds the application unless the build is fresh, and starts the one browser of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBuilt();
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  const browser = await chromium.launchServer({ executablePath, args: BROWSER_ARGUMENTS });
  project.provide("browserEndpoint", browser.wsEndpoint());
  return () => browser.close();
}
