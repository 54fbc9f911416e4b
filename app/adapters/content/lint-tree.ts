import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import { lintDirective } from "#app/domain/content/directives.ts";
import {
  parseFence,
  readExpectation,
  sqlFlags,
  sqlValues,
  type Fence,
} from "#app/domain/content/fence.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import { fenceLanguages } from "./highlight.ts";
import { lineOf } from "./markdown-tree.ts";

export type Link = { href: string; line: number };

/** Rules that hold for every Markdown body, whatever the file is for. */
export function lintTree(file: string, tree: Root): { problems: Problem[]; links: Link[] } {
  const problems: Problem[] = [];
  const links: Link[] = [];
  visit(tree, (node) => {
    const report = (message: string, fix: string) =>
      problems.push({ file, line: lineOf(node), message, fix });
    switch (node.type) {
      case "html":
        // A closing tag belongs to the opening one that is reported.
        if (node.value.startsWith("</")) break;
        report(
          "HTML is not allowed in Markdown; it would be dropped.",
          "Write it as Markdown or as one of the special blocks; put `<` in code marks.",
        );
        break;
      case "heading":
        if (node.depth === 1) {
          report("A # heading stands in the body.", "Use ## (the title comes from front matter).");
        } else if (node.depth > 3) {
          report("Headings go no deeper than ###.", "Use ### or a bold first word.");
        }
        break;
      case "image":
      case "imageReference":
        if (!node.alt?.trim()) {
          report("An image has no text alternative.", "Describe what it shows.");
        }
        report(
          "Images are shown with the figure block.",
          'Write ::figure{src="name.svg" alt="…"} and put the SVG into the figures folder.',
        );
        break;
      case "footnoteDefinition":
        report("Footnotes are not supported.", "Say it in the text, or in a :::note block.");
        break;
      case "link":
      case "definition":
        links.push({ href: node.url, line: lineOf(node) });
        break;
      case "containerDirective":
      case "leafDirective":
        problems.push(
          ...lintDirective({
            file,
            line: lineOf(node),
            name: node.name,
            form: node.type === "leafDirective" ? "leaf" : "container",
            attributes: node.attributes ?? {},
          }),
        );
        break;
      case "code":
        lintCode(node.lang ?? null, parseFence(node.meta ?? ""), report);
        break;
      default:
        break;
    }
  });
  return { problems, links };
}

function lintCode(
  language: string | null,
  fence: Fence,
  report: (message: string, fix: string) => void,
): void {
  if (language === null || !fenceLanguages.includes(language)) {
    report(
      language === null ? "A code fence names no language." : `"${language}" is no known language.`,
      `Use one of: ${fenceLanguages.join(", ")}.`,
    );
    return;
  }
  const flags: readonly string[] = language === "sql" ? sqlFlags : ["pick"];
  const values: readonly string[] = language === "sql" ? sqlValues : [];
  const unknown = [
    ...[...fence.flags].filter((flag) => !flags.includes(flag)),
    ...[...fence.values.keys()].filter((name) => !values.includes(name)),
    ...fence.malformed,
  ];
  for (const word of unknown) {
    report(
      `The ${language} fence does not know "${word}".`,
      `It knows: ${[...flags, ...values.map((name) => `${name}=`)].join(", ")}.`,
    );
  }
  if (language === "sql") {
    readExpectation(fence, (message) => report(`${message}.`, "Correct the value."));
    if (fence.flags.has("live") && !fence.values.get("id")) {
      report("A live block has no id.", "Add id=short-name after live.");
    }
  }
}
