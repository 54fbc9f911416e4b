import type { Code, Nodes, Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import remarkDirective from "remark-directive";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

export type Directive = Extract<RootContent, { type: "containerDirective" | "leafDirective" }>;

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective);

/**
 * Markdown to a tree. `:word` inside a sentence is prose ("at 12:30", "a::text"), not a directive,
 * so inline directives are turned back into the text they were.
 */
export function parseMarkdown(markdown: string): Root {
  const tree = parser.parse(markdown);
  visit(tree, "textDirective", (node, index, parent) => {
    if (index === undefined || !parent) return undefined;
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? from;
    parent.children[index] = {
      type: "text",
      value: markdown.slice(from, to),
      position: node.position,
    };
    return [SKIP, index + 1];
  });
  return tree;
}

export function lineOf(node: Nodes | undefined): number {
  return node?.position?.start.line ?? 1;
}

/** Words of prose: code and directive attributes do not count. */
export function countWords(tree: Root): number {
  let words = 0;
  visit(tree, (node) => {
    if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") {
      words += toString(node)
        .split(/\s+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      return SKIP;
    }
    return undefined;
  });
  return words;
}

export function codeFences(tree: Root | { children: RootContent[] }): Code[] {
  const fences: Code[] = [];
  visit(tree as Root, "code", (node) => {
    fences.push(node);
  });
  return fences;
}
