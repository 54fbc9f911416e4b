import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { loadCatalog, type LoadedContent } from "#app/adapters/content/load-catalog.server.ts";
import { loadPolicies } from "#app/adapters/content/load-policies.server.ts";
import { runSnippets } from "#app/adapters/content/run-snippets.server.ts";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import { assessmentSections } from "#app/domain/assessment/sections.ts";
import { compareProblems, type Problem } from "#app/domain/content/problem.ts";

export type CheckOptions = {
  content: string;
  exercises: string;
  /** Folder for snapshots and verdicts by content hash. */
  cacheDir: string;
  /** False: every block runs, whatever was found before. */
  useCache: boolean;
  /** False: read and lint only. */
  run: boolean;
  report(line: string): void;
};

/** Contract 4.5. */
export type CheckReport = {
  modules: Array<{ slug: string; minutes: number; lessons: number }>;
  totalMinutes: number;
  questions: Record<string, Record<string, number>>;
  exercises: number;
  snippets: { total: number; executed: number };
  problems: Problem[];
};

const projectRoot = join(import.meta.dirname, "..", "..");
const helpersFile = join(projectRoot, "app", "adapters", "sql", "verify-helpers.sql");

/** Reads all content, runs every SQL block, and reports counts and problems. */
export async function check(options: CheckOptions): Promise<CheckReport> {
  const exercises = exerciseSlugs(options.exercises);
  const loaded = loadCatalog({ contentDir: options.content, exercises });
  const policies = loadPolicies({ contentDir: options.content, exercises });
  const run = options.run
    ? await runSnippets(loaded.snippets, runParts(options))
    : { executed: 0, problems: [] };
  const modules = loaded.found.modules.map(({ slug, minutes, lessons }) => ({
    slug,
    minutes,
    lessons: lessons.length,
  }));
  return {
    modules,
    totalMinutes: modules.reduce((sum, module) => sum + module.minutes, 0),
    questions: countQuestions(loaded),
    exercises: exercises.size,
    snippets: { total: loaded.snippets.length, executed: run.executed },
    problems: [...loaded.problems, ...policies.problems, ...run.problems].sort(compareProblems),
  };
}

function runParts({ exercises, cacheDir, useCache, report }: CheckOptions) {
  const store = createSnapshotStore({
    datasetDirs: [join(exercises, "_datasets"), join(projectRoot, "exercises", "_datasets")],
    cacheDir: join(cacheDir, "snapshots"),
    parser: nodeScriptParser,
    report,
  });
  return {
    engine: createPgliteEngine({ snapshot: store.blob, parser: nodeScriptParser }),
    datasetVersion: store.version,
    helpers: readFileSync(helpersFile, "utf8"),
    cacheDir: useCache ? join(cacheDir, "check") : null,
    report,
  };
}

function exerciseSlugs(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  return new Set(
    readdirSync(folder).filter((name) => existsSync(join(folder, name, "exercise.md"))),
  );
}

function countQuestions({ found }: LoadedContent): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const [assessment, sections] of Object.entries(assessmentSections)) {
    counts[assessment] = Object.fromEntries(
      sections.map((section) => [
        section,
        found.questions.filter(
          (question) => question.assessment === assessment && question.section === section,
        ).length,
      ]),
    );
  }
  return counts;
}

export function formatReport(report: CheckReport): string {
  const { modules, totalMinutes, questions, exercises, snippets, problems } = report;
  const lines = problems.map(
    ({ file, line, message, fix }) => `${file}:${line}\n  ${message}\n  ${fix}`,
  );
  lines.push(
    "",
    `Modules: ${modules.map(({ slug, lessons, minutes }) => `${slug} (${lessons} lessons, ${minutes} min)`).join(", ") || "none"}`,
    `Reading time: ${totalMinutes} minutes`,
    ...Object.entries(questions).map(
      ([assessment, sections]) =>
        `Questions, ${assessment}: ${Object.entries(sections)
          .map(([section, count]) => `${section} ${count}`)
          .join(", ")}`,
    ),
    `Exercises: ${exercises}`,
    `SQL blocks: ${snippets.executed} of ${snippets.total} executed`,
    problems.length === 0 ? "No problems." : `Problems: ${problems.length}`,
  );
  return lines.join("\n");
}

export function registerCheck(program: Command): void {
  program
    .command("check")
    .description("read all content, run every SQL block in it, and report what is wrong")
    .option("--json", "print one JSON document on stdout")
    .option("--content <dir>", "folder with modules/ and questions/", join(projectRoot, "content"))
    .option("--exercises <dir>", "folder with the exercises", join(projectRoot, "exercises"))
    .option("--no-cache", "run every block, also those that held before")
    .option("--no-run", "do not run SQL, only read and lint")
    .action(async (flags: CheckFlags) => {
      const report = await check({
        content: flags.content,
        exercises: flags.exercises,
        cacheDir: join(projectRoot, ".cache"),
        useCache: flags.cache,
        run: flags.run,
        report: (line) => process.stderr.write(`${line}\n`),
      });
      process.stdout.write(
        flags.json ? `${JSON.stringify(report)}\n` : `${formatReport(report)}\n`,
      );
      process.exitCode = report.problems.length > 0 ? 1 : 0;
    });
}

type CheckFlags = {
  json?: boolean;
  content: string;
  exercises: string;
  cache: boolean;
  run: boolean;
};
