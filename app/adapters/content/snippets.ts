import type { Code } from "mdast";
import { parseFence, readExpectation } from "#app/domain/content/fence.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import { contentClock, type Snippet } from "#app/domain/content/snippet.ts";
import { lineOf } from "./markdown-tree.ts";

export type SnippetContext = { file: string; dataset: string };

/** Every ```sql fence as something to run, with the blocks it needs; `sketch` fences are not run. */
export function collectSnippets(
  { file, dataset }: SnippetContext,
  fences: readonly Code[],
): { snippets: Snippet[]; problems: Problem[]; byFence: Map<Code, Snippet> } {
  const problems: Problem[] = [];
  const snippets: Snippet[] = [];
  const byFence = new Map<Code, Snippet>();
  const named = new Map<string, Snippet>();
  for (const code of fences) {
    const line = lineOf(code);
    if (code.lang !== "sql") continue;
    const fence = parseFence(code.meta ?? "");
    if (fence.flags.has("sketch")) continue;
    const setup: Array<{ id: string; code: string }> = [];
    for (const need of (fence.values.get("needs") ?? "").split(",").filter(Boolean)) {
      const needed = named.get(need.trim());
      if (!needed) {
        problems.push({
          file,
          line,
          message: `The block needs "${need}", but no block above it has that id.`,
          fix: `Correct the name; blocks above: ${[...named.keys()].join(", ") || "none"}.`,
        });
        continue;
      }
      for (const step of [...needed.setup, { id: need.trim(), code: needed.code }]) {
        if (!setup.some(({ id }) => id === step.id)) setup.push(step);
      }
    }
    const snippet: Snippet = {
      file,
      line,
      role: fence.flags.has("verify") ? "verify" : "shown",
      dataset,
      setup,
      clock: contentClock,
      code: code.value,
      expect: readExpectation(fence, () => {}),
    };
    const id = fence.values.get("id");
    if (id !== undefined) {
      const double = named.get(id);
      if (double) {
        problems.push({
          file,
          line,
          message: `The id "${id}" is already used in line ${double.line}.`,
          fix: "Give this block an id of its own.",
        });
      }
      named.set(id, snippet);
    }
    snippets.push(snippet);
    byFence.set(code, snippet);
  }
  return { snippets, problems, byFence };
}
