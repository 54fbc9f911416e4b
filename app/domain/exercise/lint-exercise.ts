import type { Located, Problem } from "#app/domain/content/problem.ts";
import { itemsOf, optionLetter, type CheckSpec, type ItemsCheck } from "./checks.ts";
import type { Exercise, ExerciseFrontMatter } from "./exercise.ts";

/** What a schema cannot say: how the parts of an exercise must fit together. `variants` is null when the data set is missing. */
export function lintExercise(
  exercise: Exercise,
  located: Located<ExerciseFrontMatter>,
  variants: readonly string[] | null,
  folder: string,
): Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  exercise.checks.forEach((check, at) => {
    const report = (message: string, fix: string) =>
      problems.push({ file: located.file, line: located.lineOf("checks", at), message, fix });
    if (ids.has(check.id)) {
      report(`Two checks are called "${check.id}".`, "Give each check an id of its own.");
    }
    ids.add(check.id);
    lintCheck(exercise, check, variants, report);
  });
  const known = ["default", ...(variants ?? [])];
  for (const variant of Object.keys(exercise.clocks).filter((name) => !known.includes(name))) {
    if (variants === null) break;
    problems.push({
      file: located.file,
      line: located.lineOf("clocks"),
      message: `There is a clock for the variant "${variant}", which the data set "${exercise.dataset}" does not have.`,
      fix: `Use one of: ${known.join(", ")}.`,
    });
  }
  if (exercise.slug !== exercise.slug.toLowerCase() || !/^[a-z0-9-]+$/.test(exercise.slug)) {
    problems.push({
      file: located.file,
      line: 1,
      message: `"${exercise.slug}" cannot be an address.`,
      fix: "Name the folder in lower-case letters, digits and hyphens.",
    });
  }
  if (exercise.task === "") {
    problems.push({
      file: located.file,
      line: 1,
      message: "The exercise has no task.",
      fix: "Write below the front matter what the learner is to do.",
    });
  }
  problems.push(...lintWrongFiles(exercise, ids, folder));
  return problems;
}

function lintCheck(
  exercise: Exercise,
  check: CheckSpec,
  variants: readonly string[] | null,
  report: (message: string, fix: string) => void,
): void {
  if ("variants" in check && variants !== null) {
    const known = ["default", ...variants];
    for (const variant of check.variants.filter((name) => !known.includes(name))) {
      report(
        `The check "${check.id}" asks for the variant "${variant}", which the data set "${exercise.dataset}" does not have.`,
        `Use one of: ${known.join(", ")}; or add variants/${variant}.sql.`,
      );
    }
  }
  if (check.type === "rows" && check.order === "keys" && check.keys.length === 0) {
    report(`The check "${check.id}" sorts by keys but names none.`, "Add keys: [column desc].");
  }
  const typescriptOnly = check.type === "value" || check.type === "statements";
  if (typescriptOnly && exercise.kind !== "typescript") {
    report(
      `A "${check.type}" check needs TypeScript.`,
      "Set kind: typescript, or use another check.",
    );
  }
  if (check.type === "value") {
    for (const input of check.inputs.filter((name) => !(name in exercise.inputs))) {
      report(
        `The check "${check.id}" asks for the input "${input}", which inputs.json does not have.`,
        `Use one of: ${Object.keys(exercise.inputs).join(", ")}; or add it to inputs.json.`,
      );
    }
  }
  if (check.type === "items") lintItems(exercise, check, report);
  const practicable = check.type === "rows" && check.after === undefined && exercise.kind === "sql";
  if (exercise.engines.includes("pg-mem") && !practicable && check.type !== "items") {
    report(
      `pg-mem cannot be asked for "${check.type}".`,
      "Leave pg-mem out of engines; only rows checks of SQL exercises, without after, and items run there.",
    );
  }
}

function lintItems(
  exercise: Exercise,
  check: ItemsCheck,
  report: (message: string, fix: string) => void,
): void {
  const all = itemsOf(exercise.checks);
  for (const { id, options } of check.items) {
    if (all.filter((other) => other.id === id).length > 1) {
      report(`Two questions are called "${id}".`, "Give each question an id of its own.");
    }
    if (!options.some(({ right }) => right)) {
      report(`The question "${id}" has no right option.`, "Mark one with right: true.");
    }
    if (options.every(({ right }) => right)) {
      report(`The question "${id}" has no wrong option.`, "Add what people get wrong.");
    }
    options.forEach(({ right, why }, at) => {
      if (!right && why === undefined) {
        report(
          `The option ${optionLetter(at)} of the question "${id}" is wrong and says not why.`,
          "Add why: what a person who chose it should know.",
        );
      }
    });
  }
}

function lintWrongFiles(exercise: Exercise, ids: ReadonlySet<string>, folder: string): Problem[] {
  const problems: Problem[] = [];
  for (const { file, checkId } of exercise.wrong) {
    if (file.includes("--") && ids.has(checkId)) continue;
    problems.push({
      file: `${folder}/${file}`,
      line: 1,
      message: `The name does not begin with the id of a check: "${checkId}" is none.`,
      fix: `Call it <check>--<why>, with one of: ${[...ids].join(", ")}.`,
    });
  }
  return problems;
}
