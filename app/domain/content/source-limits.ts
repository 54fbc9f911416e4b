import type { Problem } from "./problem.ts";

const maxBytes = 256 * 1024;
const maxLines = 2_000;
const maxLineLength = 4_000;
const maxDepth = 24;

/**
 * Bounds that keep Markdown parsing quick whatever a file holds. A file over them is reported and
 * not parsed.
 */
export function lintSource(file: string, text: string): Problem[] {
  if (text.length > maxBytes) {
    return [
      {
        file,
        line: 1,
        message: `The file is ${Math.round(text.length / 1024)} kB long; the limit is 256 kB.`,
        fix: "Split it into several files.",
      },
    ];
  }
  const lines = text.split("\n");
  if (lines.length > maxLines) {
    return [
      {
        file,
        line: maxLines,
        message: `The file has ${lines.length} lines; the limit is ${maxLines}.`,
        fix: "Split it into several files.",
      },
    ];
  }
  for (const [index, line] of lines.entries()) {
    if (line.length > maxLineLength) {
      return [
        {
          file,
          line: index + 1,
          message: `The line is ${line.length} characters long; the limit is ${maxLineLength}.`,
          fix: "Break it into shorter lines.",
        },
      ];
    }
    if (nesting(line) > maxDepth) {
      return [
        {
          file,
          line: index + 1,
          message: `The line is nested more than ${maxDepth} levels deep.`,
          fix: "Flatten the lists or quotations around it.",
        },
      ];
    }
    const run = /([*_`~[\]<])\1{99,}/.exec(line)?.[1];
    if (run) {
      return [
        {
          file,
          line: index + 1,
          message: `The line holds a run of more than 100 "${run}" characters.`,
          fix: "Shorten the run, or put the text into a code fence.",
        },
      ];
    }
  }
  return [];
}

/** Quotation marks and list markers at the start of a line, and indentation by pairs of spaces. */
function nesting(line: string): number {
  const lead = /^(?:[ \t]|>|[-*+](?= )|\d{1,9}[.)](?= ))*/.exec(line)?.[0] ?? "";
  const markers = lead.replaceAll(/\s/g, "").length;
  return markers + (markers > 0 || /^\s+(?:[-*+]|\d{1,9}[.)]) /.test(line) ? indentation(line) : 0);
}

function indentation(line: string): number {
  return Math.floor((/^[ \t]*/.exec(line)?.[0].length ?? 0) / 2);
}
