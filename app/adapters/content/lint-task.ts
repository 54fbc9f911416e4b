import type { Problem } from "#app/domain/content/problem.ts";
import { lintSource } from "#app/domain/content/source-limits.ts";
import type { Source } from "./front-matter.ts";
import { lintTree } from "./lint-tree.ts";
import { parseMarkdown } from "./markdown-tree.ts";

/** The task of an exercise is Markdown as well: no HTML, known fences, working links. */
export function lintTask({ file, text }: Source): Problem[] {
  const tooMuch = lintSource(file, text);
  if (tooMuch.length > 0) return tooMuch;
  const head = /^---\n[\s\S]*?\n---[ \t]*\n/.exec(text)?.[0] ?? "";
  const body = "\n".repeat(head.split("\n").length - 1) + text.slice(head.length);
  return lintTree(file, parseMarkdown(body)).problems;
}
