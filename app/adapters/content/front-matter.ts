import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import type { Located, Problem } from "#app/domain/content/problem.ts";
import { issueToProblem } from "./front-matter-issues.ts";

export type Source = { file: string; text: string };

export type ParsedSource<T> = {
  /** null when the front matter has problems. */
  located: Located<T> | null;
  /** Markdown after the front matter, padded so that its line numbers are the file's. */
  body: string;
  problems: Problem[];
};

/** Splits a content file and parses its front matter, reporting every problem with its line. */
export function parseSource<S extends z.ZodType>(
  source: Source,
  schema: S,
): ParsedSource<z.output<S>> {
  const text = source.text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const match = /^---\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) {
    return {
      located: null,
      body: text,
      problems: [
        {
          file: source.file,
          line: 1,
          message: "The file has no front matter.",
          fix: "Begin the file with a line ---, the keys, and a closing line ---.",
        },
      ],
    };
  }
  const headLines = match[0].split("\n").length - 1;
  const body = "\n".repeat(headLines) + text.slice(match[0].length);
  return { body, ...parseYaml({ file: source.file, text: match[1] ?? "" }, schema, 1) };
}

/** Parses YAML that begins `offset` lines into its file. */
export function parseYaml<S extends z.ZodType>(
  { file, text }: Source,
  schema: S,
  offset: number,
): Omit<ParsedSource<z.output<S>>, "body"> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const lineOf = (path: ReadonlyArray<PropertyKey>) => lineOfPath(document, counter, path, offset);

  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: counter.linePos(error.pos[0]).line + offset,
      message: `This is not valid YAML: ${firstLine(error.message)}`,
      fix: "Check the indentation, and put quotes around text that contains a colon or a #.",
    }));
    return { located: null, problems };
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => issueToProblem(issue, file, lineOf));
    return { located: null, problems };
  }
  return {
    located: { file, data: parsed.data, lineOf: (...path) => lineOf(path) },
    problems: [],
  };
}

/** Line in the file of the deepest part of the path that exists. */
function lineOfPath(
  document: Document,
  counter: LineCounter,
  path: ReadonlyArray<PropertyKey>,
  offset: number,
): number {
  let line = 1;
  let node: unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (!pair || !isNode(pair.key) || !pair.key.range) return line;
      line = counter.linePos(pair.key.range[0]).line + offset;
      node = pair.value;
    } else if (isNode(node) && "items" in node && typeof step === "number") {
      const item: unknown = (node.items as unknown[])[step];
      if (!isNode(item) || !item.range) return line;
      line = counter.linePos(item.range[0]).line + offset;
      node = item;
    } else return line;
  }
  return line;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
}
