import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { judgeSnippet } from "#app/domain/content/judge-snippet.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import type { SqlEngine, SqlSession } from "#app/domain/exercise/ports.ts";

export type RunParts = {
  engine: SqlEngine;
  /** Hash of a dataset's files and of the engine; rejects when there is no such dataset. */
  datasetVersion(name: string): Promise<string>;
  /** SQL that defines the functions verify blocks may call. */
  helpers: string;
  /** Folder for verdicts by content hash; null to run everything. */
  cacheDir: string | null;
  /** Called once per file, before its blocks run. */
  report(line: string): void;
};

/** More rows than any page shows; blocks that return more are cut, not refused. */
const limits = { maxRows: 5_000 };

export type SnippetRun = { executed: number; problems: Problem[] };

/**
 * Runs every block in a fresh session of its dataset, after the blocks it needs, and holds the
 * outcome against its expectations. A block whose text, dataset and engine have not changed since
 * it last held is not run again.
 */
export async function runSnippets(
  snippets: readonly Snippet[],
  parts: RunParts,
): Promise<SnippetRun> {
  const run: SnippetRun = { executed: 0, problems: [] };
  const versions = new Map<string, Promise<string | null>>();
  for (const [file, group] of groupByFile(snippets)) {
    parts.report(`${file}: ${group.length} SQL ${group.length === 1 ? "block" : "blocks"}`);
    for (const snippet of group) {
      const found = versions.get(snippet.dataset) ?? datasetVersion(parts, snippet.dataset);
      versions.set(snippet.dataset, found);
      const version = await found;
      if (version === null) {
        run.problems.push({
          file,
          line: snippet.line,
          message: `The dataset "${snippet.dataset}" does not exist.`,
          fix: "Correct dataset in the front matter; see exercises/_datasets.",
        });
        continue;
      }
      run.problems.push(...(await cachedJudgement(snippet, version, parts)));
      run.executed += 1;
    }
  }
  return run;
}

function groupByFile(snippets: readonly Snippet[]): Map<string, Snippet[]> {
  const groups = new Map<string, Snippet[]>();
  for (const snippet of snippets) {
    groups.set(snippet.file, [...(groups.get(snippet.file) ?? []), snippet]);
  }
  return groups;
}

async function datasetVersion(parts: RunParts, name: string): Promise<string | null> {
  try {
    return await parts.datasetVersion(name);
  } catch {
    return null;
  }
}

const held = z.strictObject({ held: z.literal(true) });

/** Only success is remembered: a failing block is run again, so that its report is always fresh. */
async function cachedJudgement(
  snippet: Snippet,
  version: string,
  parts: RunParts,
): Promise<Problem[]> {
  const { role, dataset, setup, clock, code, expect } = snippet;
  const helpers = role === "verify" ? parts.helpers : "";
  const identity = JSON.stringify([
    "1",
    version,
    clock,
    helpers,
    role,
    dataset,
    setup,
    code,
    expect,
  ]);
  const hash = createHash("sha256").update(identity).digest("hex").slice(0, 32);
  const path = parts.cacheDir === null ? null : join(parts.cacheDir, `${hash}.json`);
  if (path !== null && wasHeld(path)) return [];
  const problems = await judge(snippet, parts);
  if (path !== null && problems.length === 0) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ held: true }));
  }
  return problems;
}

function wasHeld(path: string): boolean {
  try {
    return held.safeParse(JSON.parse(readFileSync(path, "utf8"))).success;
  } catch {
    return false;
  }
}

async function judge(snippet: Snippet, { engine, helpers }: RunParts): Promise<Problem[]> {
  const { file, line, dataset, role, setup, clock, code } = snippet;
  let session: SqlSession;
  try {
    session = await engine.open({
      name: dataset,
      variant: "default",
      clock,
      setup: role === "verify" ? helpers : null,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      { file, line, message: `No session could be opened: ${reason}`, fix: "Check the dataset." },
    ];
  }
  try {
    for (const step of setup) {
      const outcome = await session.run(step.code, limits);
      if (outcome.kind !== "completed" && outcome.kind !== "failed") {
        return [
          {
            file,
            line,
            message: `The block "${step.id}", which this one needs, does not run.`,
            fix: "Mend that block first.",
          },
        ];
      }
    }
    return judgeSnippet(snippet, await session.run(code, limits));
  } finally {
    await session.close();
  }
}
