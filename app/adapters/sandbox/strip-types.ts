import { transform } from "sucrase";
import { decodeMappings, type LineMappings } from "./source-map.ts";

export const moduleFile = "main.ts";

export type Position = { line: number; column: number };

export type StrippedSource =
  | {
      kind: "stripped";
      code: string;
      /** Position in the learner's text of a position in `code`; both 1-based. */
      original(position: Position): Position;
    }
  | { kind: "syntax-error"; message: string; position: Position | null };

/** TypeScript to JavaScript: types go, lines stay where they are. Reports no type errors. */
export function stripTypes(source: string): StrippedSource {
  try {
    const { code, sourceMap } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      production: true,
      filePath: moduleFile,
      sourceMapOptions: { compiledFilename: moduleFile },
    });
    const lines = decodeMappings(sourceMap?.mappings ?? "");
    return { kind: "stripped", code, original: (position) => originalOf(lines, position) };
  } catch (error) {
    return syntaxError(error instanceof Error ? error.message : String(error));
  }
}

function originalOf(lines: LineMappings, { line, column }: Position): Position {
  let found = column;
  for (const [generated, original] of lines[line - 1] ?? []) {
    if (generated > column - 1) break;
    found = original + 1 + (column - 1 - generated);
  }
  return { line, column: found };
}

/** Sucrase says "Error transforming main.ts: Unexpected token (3:5)", columns from 1. */
function syntaxError(raw: string): StrippedSource {
  const match =
    /^(?:Error transforming [^:]*: )?(?:SyntaxError: )?([\s\S]*?)(?: \((\d+):(\d+)\))?$/.exec(raw);
  const [, text = raw, line, column] = match ?? [];
  const tooDeep = /call stack|recursion/i.test(text);
  return {
    kind: "syntax-error",
    message: tooDeep ? "The code is nested too deeply to be read." : `Syntax error: ${text}`,
    position: line && column ? { line: Number(line), column: Number(column) } : null,
  };
}
