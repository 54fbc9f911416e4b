import { createHash } from "node:crypto";
import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import diff from "shiki/langs/diff.mjs";
import json from "shiki/langs/json.mjs";
import shellscript from "shiki/langs/shellscript.mjs";
import sql from "shiki/langs/sql.mjs";
import typescript from "shiki/langs/typescript.mjs";
import yaml from "shiki/langs/yaml.mjs";

/**
 * Colours code on the server, as spans with classes (tk-keyword, tk-string, …). The two colour
 * schemes are CSS variables, so the page carries neither a highlighter nor inline styles.
 */
export type CodeToken = { text: string; kind: string | null };
export type CodeLine = readonly CodeToken[];

const grammars: Record<string, string> = {
  sql: "sql",
  ts: "typescript",
  js: "typescript",
  json: "json",
  yaml: "yaml",
  bash: "shellscript",
  diff: "diff",
};

/** Languages a fence may name. `plan` is EXPLAIN text, `text` is shown as it is. */
export const fenceLanguages = [...Object.keys(grammars), "plan", "text"];

const prefix = "--tk-";
const theme = createCssVariablesTheme({ name: "classes", variablePrefix: prefix });
const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [sql, typescript, json, yaml, shellscript, diff],
  engine: createJavaScriptRegexEngine(),
});

const cache = new Map<string, CodeLine[]>();

/** Lines of tokens; same text and language are only ever coloured once. */
export function highlightLines(code: string, language: string): CodeLine[] {
  const key = createHash("sha256").update(`${language}\0${code}`).digest("base64");
  let lines = cache.get(key);
  if (!lines) {
    lines = language === "plan" ? planLines(code) : grammarLines(code, grammars[language]);
    cache.set(key, lines);
  }
  return lines;
}

function grammarLines(code: string, grammar: string | undefined): CodeLine[] {
  if (!grammar) return code.split("\n").map((text) => [{ text, kind: null }]);
  return highlighter
    .codeToTokensBase(code, { lang: grammar, theme: "classes", tokenizeMaxLineLength: 2_000 })
    .map((line) =>
      line.map(({ content, color }) => ({ text: content, kind: tokenKind(color ?? "") })),
    );
}

/** "var(--tk-token-keyword)" → "keyword"; the plain foreground has no kind. */
function tokenKind(color: string): string | null {
  return /var\(--tk-token-([a-z-]+)\)/.exec(color)?.[1] ?? null;
}

const planPattern =
  /(?<figures>\((?:cost|actual|never)[^)]*\))|(?<label>^\s*[A-Z][A-Za-z -]*:(?=\s|$))|(?<string>'[^']*')/g;

/** EXPLAIN output: nodes stand out, numbers step back, conditions keep their literals. */
function planLines(code: string): CodeLine[] {
  return code.split("\n").map((line, index) => {
    const node = planNodeName(line, index === 0);
    const tokens: CodeToken[] = [];
    let at = 0;
    if (node) {
      const start = line.indexOf(node);
      tokens.push({ text: line.slice(0, start), kind: "comment" }, { text: node, kind: "keyword" });
      at = start + node.length;
    }
    const head = at;
    for (const match of line.slice(head).matchAll(planPattern)) {
      const start = head + match.index;
      if (start > at) tokens.push({ text: line.slice(at, start), kind: null });
      tokens.push({ text: match[0], kind: planTokenKind(match.groups ?? {}) });
      at = start + match[0].length;
    }
    if (at < line.length) tokens.push({ text: line.slice(at), kind: null });
    return tokens;
  });
}

function planTokenKind(groups: Record<string, string | undefined>): string {
  return groups["label"] ? "function" : groups["string"] ? "string" : "comment";
}

/** Name of the node a line of EXPLAIN text opens, e.g. "Index Scan"; null for detail lines. */
export function planNodeName(line: string, first: boolean): string | null {
  const match =
    /^\s*->\s+([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)/.exec(line) ??
    (first ? /^\s*([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)/.exec(line) : null) ??
    /^\s*([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*).*\(cost=/.exec(line);
  return match?.[1] ?? null;
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

export function codeToHtml(code: string, language: string): string {
  return toHtml(codeElement(code, language));
}
