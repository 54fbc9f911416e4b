import type { Code, Definition, Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Block, CalloutKind, QuizBlock, TocEntry } from "#app/domain/content/block.ts";
import { lintChoices } from "#app/domain/content/lint-choices.ts";
import { parseFence } from "#app/domain/content/fence.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import type { Snippet } from "#app/domain/content/snippet.ts";
import { isChoiceList, parseChoices } from "./choice-list.ts";
import type { Figures } from "./figures.ts";
import { codeToSpans } from "./highlight.ts";
import { headingIds } from "./heading-ids.ts";
import { lineOf, parseMarkdown, type Directive } from "./markdown-tree.ts";
import { renderHtml, renderInline } from "./render-html.ts";

export type CompileContext = {
  file: string;
  figures: Figures;
  snippets: ReadonlyMap<Code, Snippet>;
};

export type Compiled = { blocks: Block[]; toc: TocEntry[]; problems: Problem[] };

/** Markdown tree to blocks: plain runs become HTML, special blocks become data. */
export function compileBlocks(tree: Root, context: CompileContext): Compiled {
  const problems: Problem[] = [];
  const toc = headingIds(tree);
  const definitions = tree.children.filter(
    (node): node is Definition => node.type === "definition",
  );
  const compile = new Compiler(context, definitions, problems);
  return { blocks: compile.blocks(tree.children), toc, problems };
}

class Compiler {
  private readonly context: CompileContext;
  private readonly definitions: readonly Definition[];
  private readonly problems: Problem[];
  private liveQueries = 0;

  constructor(context: CompileContext, definitions: readonly Definition[], problems: Problem[]) {
    this.context = context;
    this.definitions = definitions;
    this.problems = problems;
  }

  blocks(nodes: readonly RootContent[]): Block[] {
    const blocks: Block[] = [];
    let run: RootContent[] = [];
    const flush = () => {
      const html = run.length > 0 ? renderHtml(run, this.definitions) : "";
      if (html !== "") blocks.push({ type: "html", html });
      run = [];
    };
    for (const node of nodes) {
      const special = this.special(node);
      if (special === undefined) run.push(node);
      else {
        flush();
        if (special) blocks.push(special);
      }
    }
    flush();
    return blocks;
  }

  /** undefined: ordinary Markdown; null: special but broken, already reported. */
  private special(node: RootContent): Block | null | undefined {
    if (node.type === "code") return this.sql(node);
    if (node.type === "leafDirective" || node.type === "containerDirective") {
      switch (node.name) {
        case "figure":
          return this.figure(node);
        case "stepper":
          return this.stepper(node);
        case "quiz":
          return this.quiz(node);
        case "production":
        case "note":
        case "try":
          return this.callout(node, node.name);
        default:
          return null;
      }
    }
    return undefined;
  }

  private sql(node: Code): Block | undefined {
    const fence = parseFence(node.meta ?? "");
    const snippet = this.context.snippets.get(node);
    const id = fence.values.get("id");
    if (!snippet || !fence.flags.has("live") || id === undefined) return undefined;
    this.liveQueries += 1;
    return {
      type: "sql",
      id,
      number: this.liveQueries,
      code: node.value,
      html: codeToSpans(node.value, "sql"),
      setup: [...snippet.setup],
    };
  }

  private drawing(node: Directive): { svg: string; alt: string } | null {
    const src = node.attributes?.["src"] ?? "";
    const alt = node.attributes?.["alt"] ?? "";
    const svg = this.context.figures.find(src);
    if (svg === null && src !== "") {
      const known = this.context.figures.names.join(", ") || "none";
      this.report(node, `The figure "${src}" does not exist.`, `Files in figures/: ${known}.`);
    }
    return svg === null || svg === "" ? null : { svg, alt };
  }

  private figure(node: Directive): Block | null {
    const drawing = this.drawing(node);
    const caption = node.attributes?.["caption"];
    return drawing && { type: "figure", ...drawing, caption: caption ? inline(caption) : null };
  }

  private stepper(node: Directive): Block | null {
    const drawing = this.drawing(node);
    const list = (node.children as RootContent[]).find((child) => child.type === "list");
    const captions =
      list?.type === "list"
        ? list.children.map((item) => renderInline(item.children, this.definitions))
        : [];
    if (captions.length < 2) {
      this.report(
        node,
        "A stepper needs at least two steps.",
        "Write one numbered line of caption per step.",
      );
    }
    const last = Math.max(
      1,
      ...[...(drawing?.svg ?? "").matchAll(/data-(?:from|to)="(\d+)"/g)].map((match) =>
        Number(match[1]),
      ),
    );
    if (last > captions.length) {
      this.report(
        node,
        `The drawing speaks of step ${last}, but there are ${captions.length} captions.`,
        "Add the missing captions, or correct data-from and data-to in the SVG.",
      );
    }
    return (
      drawing && {
        type: "stepper",
        alt: drawing.alt,
        svg: markEnds(drawing.svg, captions.length),
        captions,
      }
    );
  }

  private quiz(node: Directive): QuizBlock | null {
    const children = node.children as RootContent[];
    const list = children.find(isChoiceList);
    if (!list) {
      this.report(node, "The quiz has no options.", "List them as - [ ] wrong and - [x] right.");
      return null;
    }
    const stem = children.filter((child) => child !== list);
    if (stem.length === 0) {
      this.report(node, "The quiz asks nothing.", "Write the question above its options.");
    }
    const parsed = parseChoices(list);
    const kind = parsed.filter((option) => option.correct).length > 1 ? "multiple" : "single";
    this.problems.push(...lintChoices(this.context.file, lineOf(node), parsed, kind));
    return {
      type: "quiz",
      id: node.attributes?.["id"] ?? "",
      kind,
      stem: renderHtml(stem, this.definitions),
      options: parsed.map(({ id, html, correct, why }) => ({ id, html, correct, why: why ?? "" })),
    };
  }

  private callout(node: Directive, kind: CalloutKind): Block {
    const children = node.children as RootContent[];
    if (toString(node).trim() === "" && children.length === 0) {
      this.report(node, `The ${kind} block is empty.`, "Write its content, or remove it.");
    }
    return {
      type: "callout",
      kind,
      title: node.attributes?.["title"] ?? "",
      blocks: this.blocks(children),
    };
  }

  private report(node: RootContent, message: string, fix: string): void {
    this.problems.push({ file: this.context.file, line: lineOf(node), message, fix });
  }
}

/**
 * Marks what is hidden at the first and at the last step, so that the page is right before its
 * script runs, without script, and in print.
 */
function markEnds(svg: string, steps: number): string {
  return svg
    .replaceAll(/data-from="(\d+)"/g, (whole, from) =>
      Number(from) > 1 ? `${whole} data-first="off"` : whole,
    )
    .replaceAll(/data-to="(\d+)"/g, (whole, to) =>
      Number(to) < steps ? `${whole} data-last="off"` : whole,
    );
}

/** A caption attribute may use Markdown's inline marks. */
function inline(text: string): string {
  return renderInline(parseMarkdown(text).children);
}
