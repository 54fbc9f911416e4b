import type { Code } from "mdast";
import { transform } from "sucrase";
import type { Problem } from "#app/domain/content/problem.ts";
import { lineOf } from "./markdown-tree.ts";

/** Every ```ts fence must at least be TypeScript. */
export function lintTypeScript(file: string, fences: readonly Code[]): Problem[] {
  return fences
    .filter((code) => code.lang === "ts")
    .flatMap((code) => {
      try {
        transform(code.value, { transforms: ["typescript"] });
        return [];
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const inside = Number(/\((\d+):\d+\)/.exec(message)?.[1] ?? 1);
        return [
          {
            file,
            line: lineOf(code) + inside,
            message: `The TypeScript does not parse: ${message.replace(/^Error transforming .*?: /, "")}`,
            fix: "Correct the syntax, or mark the fence as text if it is not TypeScript.",
          },
        ];
      }
    });
}
