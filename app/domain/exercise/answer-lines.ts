import type { Exercise } from "./exercise.ts";

// The answers to the questions of an exercise are part of its text, as comments: one line per
// question, "-- answer which-is-new: b" in SQL and "// answer which-is-new: b" in TypeScript. So a
// draft, a submission, a file to grade and a wrong answer to prove are each one text, whole.

const line = /^[ \t]*(?:--|\/\/)[ \t]*answer[ \t]+([a-z0-9-]+)[ \t]*:(.*)$/gim;

/** Letters of the chosen options by question; of several lines for one question the last counts. */
export function answersIn(text: string): ReadonlyMap<string, readonly string[]> {
  const answers = new Map<string, readonly string[]>();
  for (const [, id = "", given = ""] of text.matchAll(line)) {
    answers.set(id.toLowerCase(), given.toLowerCase().match(/[a-z]+/g) ?? []);
  }
  return answers;
}

/** The text with this answer to one question, in place of any before; with none chosen, without. */
export function withAnswer(
  text: string,
  kind: Exercise["kind"],
  id: string,
  chosen: readonly string[],
): string {
  const rest = text.replaceAll(
    new RegExp(`${line.source}\\r?\\n?`, "gim"),
    (whole, named: string) => (named.toLowerCase() === id ? "" : whole),
  );
  if (chosen.length === 0) return rest;
  const gap = rest === "" || rest.endsWith("\n") ? "" : "\n";
  const comment = kind === "sql" ? "--" : "//";
  return `${rest}${gap}${comment} answer ${id}: ${chosen.toSorted().join(", ")}\n`;
}
