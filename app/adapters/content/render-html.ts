import type { Element, Root as HastRoot } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Definition, RootContent } from "mdast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { codeElement } from "./highlight.ts";

/** What Markdown may become. Raw HTML never gets this far; this is the second wall. */
const schema = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => name !== "img" && name !== "picture"),
  clobberPrefix: "",
  clobber: [],
  attributes: {
    ...defaultSchema.attributes,
    h2: ["id"],
    h3: ["id"],
    "*": ["align"],
  },
  protocols: { href: ["http", "https", "mailto"], src: [] },
};

const toHast = unified().use(remarkRehype).use(rehypeSanitize, schema);

/** Markdown nodes to safe HTML. `definitions` resolve [text][ref] links from elsewhere in the file. */
export function renderHtml(
  nodes: readonly RootContent[],
  definitions: readonly Definition[] = [],
): string {
  const tree: HastRoot = toHast.runSync({ type: "root", children: [...nodes, ...definitions] });
  visit(tree, "element", (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    if (node.tagName === "pre") {
      parent.children[index] = highlighted(node);
      return SKIP;
    }
    if (node.tagName === "table") {
      parent.children[index] = scrolling(node);
      return [SKIP, index + 1];
    }
    if (node.tagName === "a" && /^https?:/.test(String(node.properties["href"] ?? ""))) {
      node.properties["rel"] = ["noreferrer"];
    }
    return undefined;
  });
  return toHtml(tree).trim();
}

/** The same for one paragraph's worth of text, without the <p> around it. */
export function renderInline(
  nodes: readonly RootContent[],
  definitions: readonly Definition[] = [],
): string {
  return renderHtml(nodes, definitions).replace(/^<p>([\s\S]*)<\/p>$/, (whole, inner: string) =>
    inner.includes("<p>") ? whole : inner,
  );
}

function highlighted(pre: Element): Element {
  const code = pre.children.find((child): child is Element => child.type === "element");
  const className = code?.properties["className"];
  const language = Array.isArray(className)
    ? String(className.find((name) => String(name).startsWith("language-")) ?? "").slice(9)
    : "";
  const text = code?.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  return codeElement((text ?? "").replace(/\n$/, ""), language || "text");
}

/** Wide tables scroll inside themselves, so that the page never does. */
function scrolling(table: Element): Element {
  return {
    type: "element",
    tagName: "div",
    properties: { className: ["table-scroll"], tabIndex: 0, role: "group", ariaLabel: "Table" },
    children: [table],
  };
}
