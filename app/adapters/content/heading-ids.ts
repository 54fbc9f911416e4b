import type { Root } from "mdast";
import { toString } from "mdast-util-to-string";
import type { TocEntry } from "#app/domain/content/block.ts";

/** Gives every ## and ### an id made from its words, and returns them as the table of contents. */
export function headingIds(tree: Root): TocEntry[] {
  const taken = new Set<string>();
  const toc: TocEntry[] = [];
  for (const node of tree.children) {
    if (node.type !== "heading" || (node.depth !== 2 && node.depth !== 3)) continue;
    const text = toString(node);
    const id = freeId(slugify(text), taken);
    taken.add(id);
    node.data = { ...node.data, hProperties: { id } };
    toc.push({ id, text, depth: node.depth });
  }
  return toc;
}

function slugify(text: string): string {
  const slug = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, "")
    .trim()
    .replaceAll(/[\s-]+/g, "-");
  return slug || "section";
}

function freeId(slug: string, taken: ReadonlySet<string>): string {
  let id = slug;
  for (let n = 2; taken.has(id); n += 1) id = `${slug}-${n}`;
  return id;
}
