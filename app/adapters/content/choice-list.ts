import { createHash } from "node:crypto";
import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { QuizOption } from "#app/domain/content/block.ts";
import { lineOf } from "./markdown-tree.ts";
import { renderHtml, renderInline } from "./render-html.ts";

/** An option as written, before it is judged: `why` is null when the author gave no reason. */
export type ParsedOption = Omit<QuizOption, "why"> & {
  line: number;
  text: string;
  why: string | null;
  /** Words of the reason, for the rules. */
  whyText: string;
};

export function isChoiceList(node: RootContent): node is List {
  return node.type === "list" && node.children.some((item) => typeof item.checked === "boolean");
}

/** Ids come from the text alone: they survive reordering and tell nothing about the key. */
export function textId(text: string): string {
  return createHash("sha256")
    .update(text.trim().replaceAll(/\s+/g, " "))
    .digest("hex")
    .slice(0, 10);
}

export function parseChoices(list: List): ParsedOption[] {
  return list.children.map((item) => {
    const { option, reason } = splitReason(item);
    const html = renderInline(option);
    return {
      id: textId(html),
      line: lineOf(item),
      text: toString(option),
      html,
      correct: item.checked === true,
      why: reason.length > 0 ? renderHtml(reason) : null,
      whyText: reason.map((node) => toString(node)).join(" "),
    };
  });
}

/**
 * The reason is what is indented below the option: further paragraphs, or the rest of the same
 * paragraph after its first line.
 */
function splitReason(item: ListItem): { option: RootContent[]; reason: RootContent[] } {
  const [first, ...rest] = item.children;
  if (!first) return { option: [], reason: [] };
  if (first.type !== "paragraph" || rest.length > 0) return { option: [first], reason: rest };
  const { head, tail } = splitAtLineBreak(first);
  return { option: [head], reason: tail ? [tail] : [] };
}

function splitAtLineBreak(paragraph: Paragraph): { head: Paragraph; tail: Paragraph | null } {
  const head: PhrasingContent[] = [];
  for (const [index, node] of paragraph.children.entries()) {
    const rest = paragraph.children.slice(index + 1);
    if (node.type === "break") return halves(paragraph, head, rest);
    const newline = node.type === "text" ? node.value.indexOf("\n") : -1;
    if (node.type === "text" && newline >= 0) {
      const before = { ...node, value: node.value.slice(0, newline) };
      const after = { ...node, value: node.value.slice(newline + 1) };
      return halves(paragraph, [...head, before], [after, ...rest]);
    }
    head.push(node);
  }
  return { head: paragraph, tail: null };
}

function halves(paragraph: Paragraph, head: PhrasingContent[], tail: PhrasingContent[]) {
  return {
    head: { ...paragraph, children: head },
    tail: { ...paragraph, children: tail },
  };
}
