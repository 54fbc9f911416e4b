import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import diff from "shiki/langs/diff.mjs";
import json from "shiki/langs/json.mjs";
import shellscript from "shiki/langs/shellscript.mjs";
import typescript from "shiki/langs/typescript.mjs";
import yaml from "shiki/langs/yaml.mjs";
import { paintSql } from "#app/domain/content/paint-sql.ts";
import { planTokens, type PlanToken } from "#app/domain/content/plan-text.ts";

/**
 * Colours code on the server, as spans with classes (tk-keyword, tk-string, …). The two colour
 * schemes are CSS variables, so the page carries neither a highlighter nor inline styles.
 */
export type CodeLine = readonly PlanToken[];

const grammars: Record<string, string> = {
  ts: "typescript",
  js: "typescript",
  json: "json",
  yaml: "yaml",
  bash: "shellscript",
  diff: "diff",
};

/** Languages a fence may name. `plan` is EXPLAIN text, `text` is shown as it is. */
export const fenceLanguages = ["sql", ...Object.keys(grammars), "plan", "text"];

const prefix = "--tk-";
const theme = createCssVariablesTheme({ name: "classes", variablePrefix: prefix });
// Its grammars take a second to prepare, and a start whose code was coloured before needs none.
let prepared: ReturnType<typeof createHighlighterCoreSync> | null = null;
function highlighter() {
  prepared ??= createHighlighterCoreSync({
    themes: [theme],
    langs: [typescript, json, yaml, shellscript, diff],
    engine: createJavaScriptRegexEngine(),
  });
  return prepared;
}

const cache = new Map<string, CodeLine[]>();

/**
 * Remembers coloured code between runs in a file of this folder, one per version of the colourer.
 * Call `save` when everything was coloured. A file that cannot be read or written only costs time.
 */
export function openHighlightCache(folder: string): { save(): void } {
  const { version } = createRequire(import.meta.url)("shiki/package.json") as { version: string };
  const file = join(folder, `highlight-${version}.json`);
  const known = readCache(file);
  for (const [key, lines] of known) cache.set(key, lines);
  return {
    save() {
      if (cache.size === known.length) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}.tmp`, JSON.stringify([...cache]));
      renameSync(`${file}.${process.pid}.tmp`, file);
    },
  };
}

function readCache(file: string): [string, CodeLine[]][] {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as [string, CodeLine[]][];
  } catch {
    return [];
  }
}

/** Lines of tokens; same text and language are only ever coloured once. */
export function highlightLines(code: string, language: string): CodeLine[] {
  if (grammars[language] === undefined) return paint(code, language);
  const key = createHash("sha256").update(`${language}\0${code}`).digest("base64");
  let lines = cache.get(key);
  if (!lines) {
    lines = paint(code, language);
    cache.set(key, lines);
  }
  return lines;
}

function paint(code: string, language: string): CodeLine[] {
  if (language === "plan") return planLines(code);
  if (language === "sql") return sqlLines(code);
  return grammarLines(code, grammars[language]);
}

/** Cuts painted SQL at its line ends; comments and strings may run over several lines. */
function sqlLines(code: string): CodeLine[] {
  const lines: PlanToken[][] = [[]];
  for (const { text, kinds } of paintSql(code, null)) {
    for (const [index, piece] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push({ text: piece, kind: kinds[0] ?? null });
    }
  }
  return lines;
}

function grammarLines(code: string, grammar: string | undefined): CodeLine[] {
  if (!grammar) return code.split("\n").map((text) => [{ text, kind: null }]);
  return highlighter()
    .codeToTokensBase(code, { lang: grammar, theme: "classes", tokenizeMaxLineLength: 2_000 })
    .map((line) =>
      line.map(({ content, color }) => ({ text: content, kind: tokenKind(color ?? "") })),
    );
}

/** "var(--tk-token-keyword)" → "keyword"; the plain foreground has no kind. */
function tokenKind(color: string): string | null {
  return /var\(--tk-token-([a-z-]+)\)/.exec(color)?.[1] ?? null;
}

function planLines(code: string): CodeLine[] {
  return code.split("\n").map((line, index) => planTokens(line, index === 0));
}

export function lineToHast(line: CodeLine): ElementContent[] {
  return line.map(({ text, kind }) =>
    kind === null
      ? { type: "text", value: text }
      : {
          type: "element",
          tagName: "span",
          properties: { className: [`tk-${kind}`] },
          children: [{ type: "text", value: text }],
        },
  );
}

export function lineToHtml(line: CodeLine): string {
  return toHtml({ type: "root", children: lineToHast(line) });
}

/** A <pre> that scrolls inside itself and can be reached by keyboard. */
export function codeElement(code: string, language: string): Element {
  const lines = highlightLines(code, language);
  const children = lines.flatMap((line, index): ElementContent[] =>
    index === 0 ? lineToHast(line) : [{ type: "text", value: "\n" }, ...lineToHast(line)],
  );
  return {
    type: "element",
    tagName: "pre",
    properties: { className: ["code"], dataLanguage: language, tabIndex: 0 },
    children: [{ type: "element", tagName: "code", properties: {}, children }],
  };
}

/** The coloured text alone, for a place that has a <pre> of its own. */
export function codeToSpans(code: string, language: string): string {
  return highlightLines(code, language).map(lineToHtml).join("\n");
}
