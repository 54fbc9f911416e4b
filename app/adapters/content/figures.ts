import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { lintSvg } from "#app/domain/content/lint-svg.ts";
import type { Problem } from "#app/domain/content/problem.ts";

/** The SVG files of one folder, each checked once. Names are relative to the folder. */
export type Figures = {
  find(name: string): string | null;
  names: readonly string[];
  problems: readonly Problem[];
};

/** @param shown Path of the folder as problems name it. */
export function loadFigures(folder: string, shown: string): Figures {
  const found = new Map<string, string>();
  const problems: Problem[] = [];
  for (const name of listSvg(folder)) {
    const svg = readFileSync(join(folder, name), "utf8");
    const faults = lintSvg(name.replace(/\.svg$/, ""), svg);
    for (const fault of faults) problems.push({ file: `${shown}/${name}`, ...fault });
    // A figure with faults is named as known, so that its users are not reported as well, but never inlined.
    found.set(name, faults.length > 0 ? "" : svg.replace(/^\s*<\?xml[^>]*\?>\s*/, "").trim());
  }
  return { find: (name) => found.get(name) ?? null, names: [...found.keys()], problems };
}

function listSvg(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".svg"))
      .sort();
  } catch {
    return [];
  }
}
