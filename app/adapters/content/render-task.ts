import type { Definition } from "mdast";
import { parseMarkdown } from "./markdown-tree.ts";
import { renderHtml, renderInline } from "./render-html.ts";

const rendered = new Map<string, string>();

/**
 * The task of an exercise, Markdown to safe HTML. Each is rendered once: there are only as many as
 * the course has exercises, and parsing Markdown was a quarter of the server's work for their pages.
 */
export function renderTask(markdown: string): string {
  const known = rendered.get(markdown) ?? render(markdown);
  rendered.set(markdown, known);
  return known;
}

function render(markdown: string): string {
  const { children } = parseMarkdown(markdown);
  const definitions = children.filter((node): node is Definition => node.type === "definition");
  return renderHtml(children, definitions);
}

/** A hint: a sentence or two, without a paragraph around it. */
export function renderHint(markdown: string): string {
  return renderInline(parseMarkdown(markdown).children);
}
