import type { Code, Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { parseFence } from "#app/domain/content/fence.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import type { QuestionKind } from "#app/domain/assessment/question.ts";
import { lineOf } from "./markdown-tree.ts";

/** A question's body cut at its ## headings; `verify` fences are taken out. */
export type QuestionSections = {
  stem: RootContent[];
  order: RootContent[];
  pairs: RootContent[];
  distractors: RootContent[];
  explanation: RootContent[];
  /** The fence marked `pick` (or the plan of a plan-node question), taken out of the stem. */
  pick: Code | null;
  problems: Problem[];
};

type SectionName = "stem" | "order" | "pairs" | "distractors" | "explanation";

const headings: Record<string, SectionName> = {
  Order: "order",
  Pairs: "pairs",
  Distractors: "distractors",
  Explanation: "explanation",
};

const allowed: Record<QuestionKind, readonly SectionName[]> = {
  single: ["explanation"],
  multiple: ["explanation"],
  numeric: ["explanation"],
  ordering: ["order", "explanation"],
  matching: ["pairs", "distractors", "explanation"],
  "short-text": ["explanation"],
  "plan-node": ["explanation"],
  "code-lines": ["explanation"],
};

export function cutSections(file: string, tree: Root, kind: QuestionKind): QuestionSections {
  const sections: QuestionSections = {
    stem: [],
    order: [],
    pairs: [],
    distractors: [],
    explanation: [],
    pick: null,
    problems: [],
  };
  let current: SectionName = "stem";
  for (const node of tree.children) {
    if (node.type === "heading" && node.depth === 2) {
      const name = headings[toString(node)];
      if (name && allowed[kind].includes(name)) current = name;
      else {
        sections.problems.push({
          file,
          line: lineOf(node),
          message: `A ${kind} question has no part "## ${toString(node)}".`,
          fix: `Its parts: ${allowed[kind].map((part) => `## ${part[0]?.toUpperCase()}${part.slice(1)}`).join(", ")}.`,
        });
      }
    } else if (node.type === "code" && parseFence(node.meta ?? "").flags.has("verify")) {
      continue;
    } else if (current === "stem" && isPick(node, kind)) {
      if (sections.pick) {
        sections.problems.push({
          file,
          line: lineOf(node),
          message: "There is a second fence to pick from.",
          fix: kind === "plan-node" ? "Keep one ```plan fence." : "Mark one fence with pick.",
        });
      }
      sections.pick = node as Code;
    } else sections[current].push(node);
  }
  return sections;
}

function isPick(node: RootContent, kind: QuestionKind): boolean {
  if (node.type !== "code") return false;
  if (kind === "plan-node") return node.lang === "plan";
  return kind === "code-lines" && parseFence(node.meta ?? "").flags.has("pick");
}
