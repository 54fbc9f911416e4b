import { availableParallelism } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { createGrader } from "#app/adapters/grading/grader.server.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import {
  firstFailedCheck,
  type ProofCase,
  proofCases,
  provesCase,
} from "#app/domain/exercise/proof.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";

const projectRoot = path.join(import.meta.dirname, "..", "..");

export type ProofResult = {
  exercise: string;
  engine: string;
  file: string;
  expected: string;
  status: Verdict["status"];
  failedCheck: string | null;
  ok: boolean;
  ms: number;
};

/** Contract 4.5, with the problems that kept exercises from being read. */
export type ProofReport = { ok: boolean; results: ProofResult[]; problems: Problem[] };

export function registerProve(program: Command): void {
  program
    .command("prove")
    .argument("[slug...]", "exercises to prove; all when none is named")
    .description(
      "grade every starter, solution and wrong answer, and say which does not do as it should",
    )
    .option("--exercises <dir>", "folder with the exercises", path.join(projectRoot, "exercises"))
    .option("--json", "print one JSON document on stdout")
    .action(async (slugs: string[], flags: { exercises: string; json?: boolean }) => {
      const say = (line: string) => {
        if (!flags.json) process.stdout.write(`${line}\n`);
      };
      const report = await prove(path.resolve(flags.exercises), slugs, say);
      if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
      process.exitCode = report.ok ? 0 : 1;
    });
}

export async function prove(
  dir: string,
  slugs: readonly string[],
  say: (line: string) => void,
): Promise<ProofReport> {
  const faults: string[] = [];
  const grader = openGrader(dir, (reason) => faults.push(reason));
  try {
    const { exercises, problems } = await loadExercises(sourcesOf(dir, grader), slugs);
    for (const problem of problems) say(wordProblem(problem));
    const results: ProofResult[] = [];
    for (const exercise of exercises) {
      say(`${exercise.slug} (${exercise.engines.join(", ")})`);
      const unready = await grader.prepare(exercise).then(() => null, reasonOf);
      if (unready !== null) {
        problems.push(dataProblem(exercise, unready));
        say(wordProblem(dataProblem(exercise, unready)));
        continue;
      }
      // As many at a time as the grader has children; told in the order of the files.
      const graded = proofCases(exercise).map((proof) => ({
        proof,
        verdict: grader.grade(exercise, proof.text, proof.engine),
      }));
      for (const { proof, verdict } of graded) {
        results.push(resultOf(exercise, proof, await verdict));
        say(wordCase(proof, await verdict));
      }
      const reason = faults.find((one) => one.startsWith(`${exercise.slug}: `));
      if (
        reason !== undefined &&
        results.some((one) => one.exercise === exercise.slug && !one.ok)
      ) {
        problems.push(brokenProblem(exercise, reason));
        say(wordProblem(brokenProblem(exercise, reason)));
      }
    }
    const ok = problems.length === 0 && results.length > 0 && results.every((one) => one.ok);
    const good = results.filter((one) => one.ok).length;
    say(
      results.length === 0
        ? "There is nothing to prove: no exercise could be read."
        : `${good} of ${results.length} files do as they should${problems.length > 0 ? `, ${problems.length} problems` : ""}.`,
    );
    return { ok, results, problems };
  } finally {
    await grader.close();
  }
}

/** The words of what was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function dataProblem({ slug, dataset }: Exercise, reason: string): Problem {
  // The builder names the script and the line where it stopped.
  const place = /(\S+\.sql):(\d+): (.*)$/s.exec(reason);
  const file = place?.[1] ?? `${slug}/exercise.md`;
  const message = place === null ? reason : `The data set "${dataset}" stops here: ${place[3]}`;
  const fix = "Mend the script; schema.sql, seed.sql and the variants must run from top to end.";
  return { file: path.relative(process.cwd(), file), line: Number(place?.[2] ?? 1), message, fix };
}

function brokenProblem({ slug, solutions }: Exercise, reason: string): Problem {
  return {
    file: `${slug}/${solutions[0]?.file ?? "exercise.md"}`,
    line: 1,
    message: reason.slice(slug.length + 2).replace(/; trying once more$/, ""),
    fix: "Nothing can be graded before the reference solution runs on all its data; mend it first.",
  };
}

/** The data sets beside the exercises come first, then the project's own. */
export function openGrader(exercisesDir: string, onFault: (reason: string) => void = () => {}) {
  return createGrader({
    root: projectRoot,
    datasetDirs: [
      ...new Set([
        path.join(exercisesDir, "_datasets"),
        path.join(projectRoot, "exercises", "_datasets"),
      ]),
    ],
    // Nobody waits for a page here, and the machine may be busy with other work.
    size: availableParallelism(),
    limits: { submissionWallMs: 60_000, platformMs: 120_000 },
    report: (line) => process.stderr.write(`${line}\n`),
    onFault(reason) {
      process.stderr.write(`This cannot be graded: ${reason}\n`);
      onFault(reason);
    },
  });
}

export function sourcesOf(dir: string, grader: ReturnType<typeof openGrader>) {
  return {
    dir,
    root: process.cwd(),
    dataset: async (name: string) => ({
      variants: await grader.store.variants(name),
      version: await grader.store.version(name),
    }),
  };
}

export function wordProblem({ file, line, message, fix }: Problem): string {
  return `${file}:${line}\n  ${message}\n  ${fix}`;
}

function resultOf(exercise: Exercise, proof: ProofCase, verdict: Verdict): ProofResult {
  return {
    exercise: exercise.slug,
    engine: proof.engine,
    file: proof.file,
    expected: proof.expected,
    status: verdict.status,
    failedCheck: firstFailedCheck(verdict),
    ok: provesCase(proof, verdict),
    ms: verdict.ms,
  };
}

function wordCase(proof: ProofCase, verdict: Verdict): string {
  const failed = firstFailedCheck(verdict);
  const outcome = failed === null ? verdict.status : `${verdict.status} on ${failed}`;
  const should = proof.expected === "passed" ? "must pass" : wordFailure(proof.expected);
  const mark = provesCase(proof, verdict) ? "ok   " : "WRONG";
  const reason = verdict.checks.find((check) => check.status === "failed")?.message;
  const line = `  ${mark} ${proof.engine} ${proof.file}: ${outcome}, ${should} (${verdict.ms} ms)`;
  return reason === undefined ? line : `${line}\n        ${reason}`;
}

function wordFailure(expected: string): string {
  const [, check] = expected.split(":");
  return check === undefined ? "must fail" : `must fail on ${check}`;
}
