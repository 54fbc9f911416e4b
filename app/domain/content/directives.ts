import type { Problem } from "./problem.ts";

/** The special blocks of content, with the attributes each takes. */
export const directives = {
  quiz: { form: "container", required: ["id"], optional: [] },
  figure: { form: "leaf", required: ["src", "alt"], optional: ["caption"] },
  stepper: { form: "container", required: ["src", "alt"], optional: [] },
  production: { form: "container", required: ["title"], optional: [] },
  note: { form: "container", required: ["title"], optional: [] },
  try: { form: "container", required: ["title"], optional: [] },
} as const satisfies Record<
  string,
  { form: "container" | "leaf"; required: readonly string[]; optional: readonly string[] }
>;
export type DirectiveName = keyof typeof directives;

export function isDirectiveName(name: string): name is DirectiveName {
  return Object.hasOwn(directives, name);
}

/** Name, form and attributes of one directive. */
export function lintDirective(directive: {
  file: string;
  line: number;
  name: string;
  form: "container" | "leaf";
  attributes: Readonly<Record<string, string | null | undefined>>;
}): Problem[] {
  const { file, line, name, form, attributes } = directive;
  const problem = (message: string, fix: string): Problem => ({ file, line, message, fix });
  if (!isDirectiveName(name)) {
    const known = Object.entries(directives).map(([known, { form }]) => marker(form) + known);
    return [problem(`There is no block called "${name}".`, `Use one of: ${known.join(", ")}.`)];
  }
  const spec = directives[name];
  const problems: Problem[] = [];
  if (spec.form !== form) {
    problems.push(
      problem(
        `"${name}" is written with ${marker(form)} here.`,
        `Write ${marker(spec.form)}${name}${spec.form === "container" ? ", its content, and a closing line :::" : " on one line of its own"}.`,
      ),
    );
  }
  const allowed: readonly string[] = [...spec.required, ...spec.optional];
  for (const attribute of Object.keys(attributes)) {
    if (!allowed.includes(attribute)) {
      problems.push(
        problem(
          `"${name}" does not know the attribute "${attribute}".`,
          `Its attributes are: ${allowed.join(", ")}.`,
        ),
      );
    }
  }
  for (const attribute of spec.required) {
    if (!attributes[attribute]?.trim()) {
      problems.push(
        problem(`"${name}" has no ${attribute}.`, `Add ${attribute}="…" inside its braces.`),
      );
    }
  }
  return problems;
}

function marker(form: "container" | "leaf"): string {
  return form === "container" ? ":::" : "::";
}

/** Containers that are never closed, and closing lines that close nothing. */
export function lintBalance(file: string, markdown: string): Problem[] {
  const problems: Problem[] = [];
  const open: Array<{ line: number; name: string }> = [];
  let fence: { mark: string; line: number } | null = null;
  for (const [index, text] of markdown.split("\n").entries()) {
    const line = index + 1;
    const fenceMark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== null) {
      if (fenceMark?.startsWith(fence.mark) && text.trim() === fenceMark) fence = null;
      continue;
    }
    if (fenceMark) {
      fence = { mark: fenceMark, line };
      continue;
    }
    const name = /^\s*:::+\s*([A-Za-z][\w-]*)/.exec(text)?.[1];
    if (name) open.push({ line, name });
    else if (/^\s*:::+\s*$/.test(text) && open.pop() === undefined) {
      problems.push({
        file,
        line,
        message: "This ::: closes nothing.",
        fix: "Remove the line, or add the opening line that is missing above it.",
      });
    }
  }
  for (const { line, name } of open) {
    problems.push({
      file,
      line,
      message: `The block :::${name} is never closed.`,
      fix: "Add a line ::: after its last line.",
    });
  }
  if (fence !== null) {
    problems.push({
      file,
      line: fence.line,
      message: "A code fence is never closed.",
      fix: `Add a line ${fence.mark} after its last line.`,
    });
  }
  return problems;
}
