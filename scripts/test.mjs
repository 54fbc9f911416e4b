// npm test: installs what is missing, a browser included, and runs everything that CI runs.
// `npm test -- unit lint` runs only the steps named.
import {
  continueWith,
  ensureGenerated,
  ensureInstalled,
  say,
  withPinnedNode,
} from "./bootstrap.mjs";
import { findBrowser, NO_BROWSER } from "./find-browser.mjs";

const steps = process.argv.slice(2);
ensureInstalled();
ensureGenerated();
const environment = withPinnedNode();
if (steps.length === 0 || steps.some((step) => /e2e|integration/.test(step))) {
  const browser = findBrowser();
  if (browser === null) say(NO_BROWSER);
  else environment.PLANWISE_CHROMIUM = browser;
}
continueWith("scripts/validate.ts", steps, environment);
