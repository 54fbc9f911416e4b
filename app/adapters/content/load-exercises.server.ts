import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import {
  compareProblems,
  missingFolder,
  type Located,
  type Problem,
} from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import {
  type Exercise,
  exerciseFrontMatter,
  exerciseKind,
  type ExerciseFrontMatter,
} from "#app/domain/exercise/exercise.ts";
import { lintExercise } from "#app/domain/exercise/lint-exercise.ts";
import { parseSource } from "./front-matter.ts";

export type ExerciseCatalog = {
  exercises: Exercise[];
  /** What proves the keys of embedded questions. */
  snippets: Snippet[];
  problems: Problem[];
};

export type ExerciseSources = {
  /** Folder that holds one folder per exercise; folders that begin with "_" are skipped. */
  dir: string;
  /** Problems name files relative to this folder. */
  root: string;
  /** Hidden variants and content hash of a data set; throws when there is no such data set. */
  dataset(name: string): Promise<{ variants: readonly string[]; version: string }>;
};

const EXTENSION = { sql: "sql", typescript: "ts" } as const;
const inputsFile = z.record(z.string(), z.array(z.unknown()));

/** Reads every exercise folder, or only those named, and collects all problems. */
export async function loadExercises(
  sources: ExerciseSources,
  slugs: readonly string[] = [],
): Promise<ExerciseCatalog> {
  if (!existsSync(sources.dir)) {
    return { exercises: [], snippets: [], problems: [missingFolder(sources.dir, "the exercises")] };
  }
  const exercises: Exercise[] = [];
  const snippets: Snippet[] = [];
  const problems: Problem[] = [];
  const found = (await readdir(sources.dir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  for (const slug of slugs.filter((wanted) => !found.includes(wanted))) {
    problems.push({
      file: shown(sources, slug),
      line: 1,
      message: `There is no exercise "${slug}".`,
      fix:
        found.length === 0 ? "The folder holds no exercises." : `Use one of: ${found.join(", ")}.`,
    });
  }
  for (const slug of found) {
    if (slugs.length > 0 && !slugs.includes(slug)) continue;
    const read = await readExercise(sources, slug);
    problems.push(...read.problems);
    if (read.exercise === null) continue;
    exercises.push(read.exercise);
    snippets.push(...read.snippets);
  }
  return { exercises, snippets, problems: problems.sort(compareProblems) };
}

type Folder = { dir: string; shown: string };

async function readExercise(sources: ExerciseSources, slug: string) {
  const folder: Folder = { dir: path.join(sources.dir, slug), shown: shown(sources, slug) };
  const file = `${folder.shown}/exercise.md`;
  const text = await readText(folder, "exercise.md");
  if (text === null) {
    const missing = problem(
      file,
      "The folder has no exercise.md.",
      "Write the front matter and the task there, or delete the folder.",
    );
    return { exercise: null, snippets: [], problems: [missing] };
  }
  const { located, body, problems } = parseSource({ file, text }, exerciseFrontMatter);
  if (located === null) {
    // What the front matter hides is told now, not on the next try.
    const kind = exerciseKind.safeParse(/^kind: *(\w+)/m.exec(text)?.[1]).data;
    const others = kind === undefined ? [] : missingFiles(folder, EXTENSION[kind]);
    return { exercise: null, snippets: [], problems: [...problems, ...others] };
  }
  const read = await readFolder(sources, slug, folder, located, body.trim());
  return {
    exercise: read.problems.length > 0 ? null : read.exercise,
    snippets: proofsOfKeys(read.exercise, located),
    problems: read.problems,
  };
}

/** The verify blocks of embedded questions, each on the data the learner works on. */
function proofsOfKeys(
  { checks, dataset, setup, clock }: Exercise,
  located: Located<ExerciseFrontMatter>,
): Snippet[] {
  return checks.flatMap((check, at) =>
    check.type !== "items"
      ? []
      : check.items.flatMap(({ verify }, which): Snippet[] =>
          verify === undefined
            ? []
            : [
                {
                  file: located.file,
                  line: located.lineOf("checks", at, "items", which, "verify"),
                  role: "verify",
                  dataset,
                  setup: setup === null ? [] : [{ id: "setup.sql", code: setup }],
                  clock,
                  code: verify,
                  expect: {},
                },
              ],
        ),
  );
}

async function readFolder(
  sources: ExerciseSources,
  slug: string,
  folder: Folder,
  located: Located<ExerciseFrontMatter>,
  task: string,
): Promise<{ exercise: Exercise; problems: Problem[] }> {
  const front = located.data;
  const extension = EXTENSION[front.kind];
  const problems: Problem[] = missingFiles(folder, extension);
  const starter = (await readText(folder, `starter.${extension}`)) ?? "";
  const solution = (await readText(folder, `solution.${extension}`)) ?? "";
  const others = (await names(folder.dir)).filter((name) => isFurtherSolution(name, extension));
  const solutions = [{ file: `solution.${extension}`, text: solution }];
  for (const file of others) solutions.push({ file, text: (await readText(folder, file)) ?? "" });

  const wrong: Exercise["wrong"][number][] = [];
  for (const name of await names(path.join(folder.dir, "wrong"))) {
    if (!name.endsWith(`.${extension}`)) continue;
    const text = (await readText(folder, `wrong/${name}`)) ?? "";
    wrong.push({ file: `wrong/${name}`, checkId: name.split("--")[0] ?? "", text });
  }
  const inputs = await readInputs(folder, problems);
  const dataset = await sources.dataset(front.dataset).catch((thrown: unknown) => {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    problems.push(
      problem(
        located.file,
        message,
        "Correct the key, or add the data set.",
        located.lineOf("dataset"),
      ),
    );
    return null;
  });
  const setup = await readText(folder, "setup.sql");
  const exercise: Exercise = {
    ...front,
    slug,
    task,
    starter,
    solutions,
    wrong,
    setup,
    inputs,
    version: versionOf([
      JSON.stringify(front.checks),
      front.kind,
      front.clock,
      JSON.stringify(front.clocks),
      setup ?? "",
      JSON.stringify(inputs),
      dataset?.version ?? "",
      ...solutions.map((one) => one.text),
    ]),
  };
  problems.push(...lintExercise(exercise, located, dataset?.variants ?? null, folder.shown));
  return { exercise, problems };
}

function missingFiles(folder: Folder, extension: string): Problem[] {
  const needed = [
    [`starter.${extension}`, "Write what the editor opens with. It must fail."],
    [`solution.${extension}`, "Write a reference answer. It must pass every check."],
  ] as const;
  return needed
    .filter(([name]) => !existsSync(path.join(folder.dir, name)))
    .map(([name, why]) => problem(`${folder.shown}/${name}`, "The file is missing.", why));
}

async function readInputs(folder: Folder, problems: Problem[]): Promise<Exercise["inputs"]> {
  const text = await readText(folder, "inputs.json");
  if (text === null) return { default: [] };
  const file = `${folder.shown}/inputs.json`;
  try {
    const parsed = inputsFile.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    problems.push(
      problem(
        file,
        "The file does not map names to argument lists.",
        'Write for example { "default": [42] }.',
      ),
    );
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    problems.push(problem(file, `The file is not valid JSON: ${message}.`, "Correct it."));
  }
  return {};
}

function isFurtherSolution(name: string, extension: string): boolean {
  return new RegExp(`^solution\\.\\d+\\.${extension}$`).test(name);
}

async function readText(folder: Folder, name: string): Promise<string | null> {
  const file = path.join(folder.dir, name);
  return existsSync(file) ? readFile(file, "utf8") : null;
}

async function names(dir: string): Promise<string[]> {
  return existsSync(dir) ? (await readdir(dir)).sort() : [];
}

function problem(file: string, message: string, fix: string, line = 1): Problem {
  return { file, line, message, fix };
}

function shown(sources: ExerciseSources, slug: string): string {
  return path.relative(sources.root, path.join(sources.dir, slug)).split(path.sep).join("/");
}

function versionOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("hex").slice(0, 16);
}
