import { join } from "node:path";
import type { Command } from "commander";
import { openHighlightCache } from "#app/adapters/content/highlight.ts";
import { loadCourse } from "#app/adapters/content/load-course.server.ts";
import { runSnippets, type RunParts } from "#app/adapters/content/run-snippets.server.ts";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import {
  createSnapshotStore,
  type SnapshotStore,
} from "#app/adapters/sql/snapshot-store.server.ts";
import { verifyHelpers } from "#app/adapters/sql/verify-helpers.server.ts";
import { assessmentSections } from "#app/domain/assessment/sections.ts";
import type { Question } from "#app/domain/assessment/question.ts";
import type { Course } from "#app/domain/content/course.ts";
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

/** Reads all content, runs every SQL block, and reports counts and problems. */
export async function check(options: CheckOptions): Promise<CheckReport> {
  return (await checkCourse(options)).report;
}

/** The same, with what was read: a server checks and serves the same course. */
export async function checkCourse(
  options: CheckOptions,
): Promise<{ report: CheckReport; course: Course }> {
  const store = createSnapshotStore({
    datasetDirs: [
      join(options.exercises, "_datasets"),
      join(projectRoot, "exercises", "_datasets"),
    ],
    cacheDir: join(options.cacheDir, "snapshots"),
    parser: nodeScriptParser,
    report: options.report,
  });
  const highlights = openHighlightCache(options.cacheDir);
  const { course, found, snippets, problems } = await loadCourse({
    contentDir: options.content,
    exercises: {
      dir: options.exercises,
      root: process.cwd(),
      dataset: async (name) => ({
        variants: await store.variants(name),
        version: await store.version(name),
      }),
    },
  });
  highlights.save();
  const run = options.run
    ? await runSnippets(snippets, runParts(options, store))
    : { executed: 0, problems: [] };
  const modules = found.modules.map(({ slug, minutes, lessons }) => ({
    slug,
    minutes,
    lessons: lessons.length,
  }));
  const report = {
    modules,
    totalMinutes: modules.reduce((sum, module) => sum + module.minutes, 0),
    questions: countQuestions(found.questions),
    exercises: course.exercises.length,
    snippets: { total: snippets.length, executed: run.executed },
    problems: [...problems, ...run.problems].sort(compareProblems),
  };
  return { report, course };
}

function runParts({ cacheDir, useCache, report }: CheckOptions, store: SnapshotStore): RunParts {
  return {
    engine: createPgliteEngine({ snapshot: store.blob, parser: nodeScriptParser }),
    datasetVersion: store.version,
    helpers: verifyHelpers(),
    cacheDir: useCache ? join(cacheDir, "check") : null,
    report,
  };
}

function countQuestions(questions: readonly Question[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const [assessment, sections] of Object.entries(assessmentSections)) {
    counts[assessment] = Object.fromEntries(
      sections.map((section) => [
        section,
        questions.filter(
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
    `Modules: ${modules.map(({ slug, lessons, minutes }) => `${slug} (${lessons} ${lessons === 1 ? "lesson" : "lessons"}, ${minutes} min)`).join(", ") || "none"}`,
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
