import type { List, RootContent, Table } from "mdast";
import type { Question, QuestionKind, QuestionOf } from "#app/domain/assessment/question.ts";
import type { Choice } from "#app/domain/content/lint-choices.ts";
import type { FrontMatterOf } from "#app/domain/content/question-front-matter.ts";
import { planNodeName } from "#app/domain/content/plan-text.ts";
import { isChoiceList, parseChoices, textId } from "./choice-list.ts";
import { highlightLines, lineToHtml } from "./highlight.ts";
import { lineOf, parseMarkdown } from "./markdown-tree.ts";
import type { QuestionSections } from "./question-sections.ts";
import { renderInline } from "./render-html.ts";

/** Everything of a question that does not depend on its kind. */
export type QuestionCommon = Omit<Extract<Question, { kind: "short-text" }>, "kind" | "accept">;

/** What a kind reads from the body; `missing` says what the author forgot, in place of the rest. */
export type KindReading<K extends QuestionKind> =
  | {
      own: Omit<QuestionOf<K>, keyof QuestionCommon | "kind">;
      choices?: readonly Choice[];
      answerLine?: number;
    }
  | { missing: string; fix: string };

type Reader<K extends QuestionKind> = (
  sections: QuestionSections,
  frontMatter: FrontMatterOf<K>,
) => KindReading<K>;

/** How each kind's answer part is written. A new kind needs an entry here to compile. */
export const kindReaders = {
  single: readChoices,
  multiple: readChoices,
  numeric: (_sections, { answer }) => ({ own: { answer } }),
  ordering: readOrder,
  matching: readPairs,
  "short-text": (_sections, { accept }) => ({ own: { accept } }),
  "plan-node": readLines,
  "code-lines": readLines,
} satisfies { [K in QuestionKind]: Reader<K> };

function readChoices(sections: QuestionSections): KindReading<"single" | "multiple"> {
  const at = sections.stem.findIndex(isChoiceList);
  const list = sections.stem[at];
  if (!list || list.type !== "list") {
    return {
      missing: "The question has no options.",
      fix: "List them below the stem as - [ ] wrong and - [x] right, each with its reason indented.",
    };
  }
  sections.stem.splice(at, 1);
  const parsed = parseChoices(list);
  return {
    own: {
      options: parsed.map(({ id, html, correct, why }) => ({ id, html, correct, why: why ?? "" })),
    },
    choices: parsed,
    answerLine: lineOf(list),
  };
}

function readOrder({ order }: QuestionSections): KindReading<"ordering"> {
  const list = order.find((node): node is List => node.type === "list" && node.ordered === true);
  if (!list || list.children.length < 3) {
    return {
      missing: "The order to restore is missing or has fewer than three steps.",
      fix: "Write ## Order and below it a numbered list in the right order.",
    };
  }
  return { own: { items: listItems(list) }, answerLine: lineOf(list) };
}

function readPairs({ pairs, distractors }: QuestionSections): KindReading<"matching"> {
  const table = pairs.find((node): node is Table => node.type === "table");
  const rows = table?.children.slice(1) ?? [];
  if (!table || rows.length < 2 || rows.some((row) => row.children.length !== 2)) {
    return {
      missing: "The pairs are missing, fewer than two, or not in two columns.",
      fix: "Write ## Pairs and below it a table of two columns with a heading row.",
    };
  }
  const extra = distractors.find((node): node is List => node.type === "list");
  return {
    own: {
      pairs: rows.map((row) => {
        const [left, right] = row.children.map((cell) => entry(cell.children));
        return { left: left ?? entry([]), right: right ?? entry([]) };
      }),
      distractors: extra ? listItems(extra) : [],
    },
    answerLine: lineOf(table),
  };
}

function readLines(
  { pick }: QuestionSections,
  frontMatter: FrontMatterOf<"plan-node" | "code-lines">,
): KindReading<"plan-node" | "code-lines"> {
  const { kind, answer, why } = frontMatter;
  if (!pick) {
    return kind === "plan-node"
      ? { missing: "The question shows no plan.", fix: "Add a ```plan fence to the stem." }
      : {
          missing: "The question shows no code to pick from.",
          fix: "Mark the ```ts or ```sql fence of the stem with pick.",
        };
  }
  const language = pick.lang ?? "text";
  const lines = highlightLines(pick.value, language).map((tokens, index) => {
    const text = tokens.map((token) => token.text).join("");
    const pickable =
      kind === "plan-node" ? planNodeName(text, index === 0) !== null : text.trim() !== "";
    return { number: index + 1, html: lineToHtml(tokens), pickable };
  });
  const reasons = Object.entries(why).map(([line, text]): [string, string] => [
    line,
    renderInline(parseMarkdown(text).children),
  ]);
  return {
    own: { language, lines, answer, why: Object.fromEntries(reasons) },
    answerLine: lineOf(pick),
  };
}

function listItems(list: List): Array<{ id: string; html: string }> {
  return list.children.map((item) => entry(item.children));
}

function entry(nodes: readonly RootContent[]): { id: string; html: string } {
  const html = renderInline(nodes);
  return { id: textId(html), html };
}
