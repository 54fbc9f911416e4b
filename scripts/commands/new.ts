import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import {
  assessmentName,
  assessmentSections,
  isSectionOf,
} from "#app/domain/assessment/sections.ts";
import { exerciseStub, moduleStub, questionStub, type StubFile } from "./new-stubs.ts";

const projectRoot = join(import.meta.dirname, "..", "..");
const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Why nothing was written, in a sentence that says what to do. */
export class NewRefusal extends Error {}

/** "basic/schema/my-question" → a draft question of the simplest kind. */
export function newQuestion(contentDir: string, path: string): string[] {
  const [assessment = "", section = "", slug = "", ...rest] = path.split("/");
  const known = assessmentName.safeParse(assessment).data;
  if (!known) {
    throw new NewRefusal(
      `There is no assessment "${assessment}". Write basic/<section>/<slug> or advanced/<section>/<slug>.`,
    );
  }
  if (!isSectionOf(known, section)) {
    throw new NewRefusal(
      `The assessment "${known}" has no section "${section}". Use one of: ${assessmentSections[known].join(", ")}.`,
    );
  }
  if (slug === "" || rest.length > 0) {
    throw new NewRefusal(
      `Write <assessment>/<section>/<slug>, nothing less and nothing more, like ${known}/${section}/slow-word-search.`,
    );
  }
  requireSlug(slug);
  for (const other of assessmentSections[known]) {
    const taken = join(contentDir, "questions", known, other, `${slug}.md`);
    if (existsSync(taken) && other !== section) {
      throw new NewRefusal(
        `${shown(taken)} has this name already, and an assessment has each once. Choose another.`,
      );
    }
  }
  return write(join(contentDir, "questions", known, section), questionStub(slug));
}

export function newExercise(exercisesDir: string, slug: string): string[] {
  requireSlug(slug);
  return write(join(exercisesDir, slug), exerciseStub(slug));
}

/** A draft module with one draft lesson that shows every block once. */
export function newModule(contentDir: string, slug: string): string[] {
  requireSlug(slug);
  const root = join(contentDir, "modules");
  return write(join(root, slug), moduleStub(slug, nextOrder(root)));
}

function requireSlug(slug: string): void {
  if (!slugForm.test(slug)) {
    throw new NewRefusal(
      `"${slug}" is not a slug. Use lower-case letters, digits and hyphens, like slow-word-search.`,
    );
  }
}

/** One more than the highest order in use. */
function nextOrder(root: string): number {
  if (!existsSync(root)) return 1;
  const orders = readdirSync(root).flatMap((name) => {
    const path = join(root, name, "module.md");
    const order = existsSync(path) && /^order:\s*(\d+)/m.exec(readFileSync(path, "utf8"))?.[1];
    return order ? [Number(order)] : [];
  });
  return Math.max(0, ...orders) + 1;
}

/** Writes all files or, when one exists already, none. */
function write(folder: string, files: readonly StubFile[]): string[] {
  const paths = files.map(({ name }) => join(folder, name));
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new NewRefusal(`${shown(taken)} exists already. Choose another name, or edit that file.`);
  }
  for (const [index, { text }] of files.entries()) {
    const path = paths[index] as string;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return paths;
}

function shown(path: string): string {
  return relative(process.cwd(), path);
}

export function registerNew(program: Command): void {
  const command = program.command("new").description("write a stub that passes the checks");
  const content = join(projectRoot, "content");
  const exercises = join(projectRoot, "exercises");
  command
    .command("question <path>")
    .description("<assessment>/<section>/<slug>, e.g. basic/schema/a-missing-index")
    .option("--content <dir>", "folder with questions/", content)
    .action((path: string, flags: { content: string }) =>
      announce(() => newQuestion(flags.content, path), "write-a-question.md", "check"),
    );
  command
    .command("exercise <slug>")
    .option("--exercises <dir>", "folder with the exercises", exercises)
    .action((slug: string, flags: { exercises: string }) =>
      announce(() => newExercise(flags.exercises, slug), "write-an-exercise.md", `prove ${slug}`),
    );
  command
    .command("module <slug>")
    .option("--content <dir>", "folder with modules/", content)
    .action((slug: string, flags: { content: string }) =>
      announce(() => newModule(flags.content, slug), "content-rules.md", "check"),
    );
}

function announce(act: () => string[], howTo: string, next: string): void {
  try {
    for (const path of act()) process.stdout.write(`wrote ${shown(path)}\n`);
    process.stdout.write(`How to go on: docs/how-to/${howTo}. Then: npx planwise ${next}\n`);
  } catch (error) {
    if (!(error instanceof NewRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
