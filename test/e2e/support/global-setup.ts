import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { ensureBuilt } from "#scripts/bootstrap.mjs";
import { BROWSER_ARGUMENTS, findBrowser, NO_BROWSER } from "#scripts/find-browser.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the run's browser listens. */
    browserEndpoint: string;
  }
}

/** Builds the application unless the build is fresh, and starts the one browser of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBuilt();
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  const browser = await chromium.launchServer({ executablePath, args: BROWSER_ARGUMENTS });
  project.provide("browserEndpoint", browser.wsEndpoint());
  return () => browser.close();
}
