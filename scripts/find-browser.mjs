// A Chromium for the end-to-end tests: named, found, or installed where that is allowed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { say } from "./bootstrap.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/usr/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/opt/homebrew/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const PLAYWRIGHT_CACHES = [".cache/ms-playwright", "Library/Caches/ms-playwright"];

// Chromium draws the list below its address bar with two pages of its own, for every new window, seen
// or not: about a second of computing beside the page under test. The others are Playwright's own
// (chromiumSwitches.ts), repeated because the last list given is the only one that counts.
const DISABLED_FEATURES = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

// As root Chromium has no sandbox of its own; the rest keeps it from asking the network for anything.
export const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${DISABLED_FEATURES.join(",")}`,
];

export const NO_BROWSER =
  "The end-to-end tests need Chromium. Install it (Debian and Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium), or name one with PLANWISE_CHROMIUM=/path/to/chromium.";

/** The path of a browser that starts, or null. */
export function findBrowser() {
  const found = findInstalledBrowser();
  if (found !== null || process.env.PLANWISE_CHROMIUM) return found;
  return installFromDebian() ? findInstalledBrowser() : null;
}

/** The same, installing nothing. */
export function findInstalledBrowser() {
  const named = process.env.PLANWISE_CHROMIUM;
  if (named) return starts(named) ? named : null;
  return candidates().find(starts) ?? null;
}

function candidates() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES, ...fromPlaywright()].filter((path) => existsSync(path));
}

function fromPlaywright() {
  return PLAYWRIGHT_CACHES.map((folder) => join(homedir(), folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^chromium-\d+$/.test(name))
        .map((name) => join(folder, name, "chrome-linux", "chrome")),
    );
}

function starts(path) {
  return spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  say("Installing Chromium for the end-to-end tests (apt-get install chromium) …");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args) =>
    spawnSync("apt-get", args, {
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  run("update", "-q");
  const installed = run(
    "install",
    "-y",
    "-q",
    "--no-install-recommends",
    "chromium",
    "fonts-liberation",
  );
  if (installed.status !== 0) say(`apt-get could not install it: ${installed.stderr.trim()}`);
  return installed.status === 0;
}
