import type { Definition } from "mdast";
import { parseMarkdown } from "./markdown-tree.ts";
import { renderHtml, renderInline } from "./render-html.ts";

/** The task of an exercise, Markdown to safe HTML. */
export function renderTask(markdown: string): string {
  const { children } = parseMarkdown(markdown);
  const definitions = children.filter((node): node is Definition => node.type === "definition");
  return renderHtml(children, definitions);
}

/** A hint: a sentence or two, without a paragraph around it. */
export function renderHint(markdown: string): string {
  return renderInline(parseMarkdown(markdown).children);
}
