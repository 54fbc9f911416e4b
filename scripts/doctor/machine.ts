import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findInstalledBrowser, NO_BROWSER } from "../find-browser.mjs";
import { note, ok, problem, type Finding } from "./finding.ts";

/** Below this much free space PostgreSQL may stop taking answers within days. */
const ENOUGH_BYTES = 1e9;
const COMFORTABLE_BYTES = 5e9;

/** Node, disk space and the browser of the tests. */
export function examineMachine(projectRoot: string, dataDirectory: string): Finding[] {
  const manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return [
    judgeNode(process.versions.node, manifest.dependencies["node"] ?? ""),
    judgeSpace(freeBytes(dataDirectory), dataDirectory),
    judgeBrowser(findInstalledBrowser()),
  ];
}

export function judgeNode(running: string, pinned: string): Finding {
  const same = running.split(".")[0] === pinned.split(".")[0];
  return same
    ? ok("node", `Node ${running}`)
    : problem(
        "node",
        `Node ${running}, but Planwise is pinned to ${pinned}`,
        "Run `npm ci`, and start Planwise through npm or npx so that its own Node is used.",
      );
}

export function judgeSpace(bytes: number, directory: string): Finding {
  const text = `${(bytes / 1e9).toFixed(1)} GB free for ${directory}`;
  const fix = "Free some space, or move the data: stop Planwise and set PLANWISE_DATA_DIR.";
  if (bytes < ENOUGH_BYTES) return problem("disk", text, fix);
  return bytes < COMFORTABLE_BYTES ? note("disk", text, fix) : ok("disk", text);
}

export function judgeBrowser(path: string | null): Finding {
  return path === null
    ? note("browser", "No Chromium, which only the end-to-end tests need", NO_BROWSER)
    : ok("browser", `Chromium for the tests: ${path}`);
}

/** Free space for an ordinary process where the directory is, or will be. */
function freeBytes(directory: string): number {
  let existing = directory;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}
