import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { openGrader, reasonOf, sourcesOf, wordProblem } from "./prove.ts";

const projectRoot = path.join(import.meta.dirname, "..", "..");

export function registerGrade(program: Command): void {
  program
    .command("grade")
    .argument("<slug>", "exercise to grade against")
    .argument("<file>", "answer to grade")
    .description("grade one answer and print the verdict")
    .option("--exercises <dir>", "folder with the exercises", path.join(projectRoot, "exercises"))
    .option("--json", "print one JSON document on stdout")
    .action(async (slug: string, file: string, flags: { exercises: string; json?: boolean }) => {
      const graded = await gradeFile(path.resolve(flags.exercises), slug, file);
      if (typeof graded === "string") {
        process.stderr.write(`${graded}\n`);
        process.exitCode = 1;
        return;
      }
      process.stdout.write(flags.json ? `${JSON.stringify(graded)}\n` : wordVerdict(graded));
    });
}

/** The verdict, or why nothing could be graded. */
export async function gradeFile(
  dir: string,
  slug: string,
  file: string,
): Promise<Verdict | string> {
  if (!existsSync(file)) return `There is no file ${file}. Name the answer to grade.`;
  const submission = await readFile(file, "utf8");
  const grader = openGrader(dir);
  try {
    const { exercises, problems } = await loadExercises(sourcesOf(dir, grader), [slug]);
    const [exercise] = exercises;
    if (exercise === undefined) return problems.map(wordProblem).join("\n");
    const unready = await grader.prepare(exercise).then(() => null, reasonOf);
    return unready ?? (await grader.grade(exercise, submission));
  } finally {
    await grader.close();
  }
}

function wordVerdict(verdict: Verdict): string {
  const fault = verdict.fault === null ? "" : `, fault: ${verdict.fault}`;
  const head = `${verdict.exercise}: ${verdict.status}${fault} (${verdict.engine}, ${verdict.ms} ms)`;
  const checks = verdict.checks.map((check) => `  ${check.status}  ${check.id}: ${check.message}`);
  return `${[head, ...checks].join("\n")}\n`;
}
