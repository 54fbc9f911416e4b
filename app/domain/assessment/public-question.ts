import type { PublicQuestion, Question } from "./question.ts";

type Identified = { id: string; html: string };

/**
 * Takes the key out of a question. Lists whose order is (or hints at) the key come back sorted by
 * id, which is made from the text alone; the draw of an attempt then shuffles them.
 */
export function toPublicQuestion(question: Question): PublicQuestion {
  const { id, version, assessment, section, points, stem } = question;
  const common = { id, version, assessment, section, points, stem };
  switch (question.kind) {
    case "single":
    case "multiple":
      return { kind: question.kind, ...common, options: byId(question.options) };
    case "numeric":
      return { kind: question.kind, ...common, unit: question.answer.unit };
    case "ordering":
      return { kind: question.kind, ...common, items: byId(question.items) };
    case "matching":
      return {
        kind: question.kind,
        ...common,
        lefts: byId(question.pairs.map((pair) => pair.left)),
        rights: byId([...question.pairs.map((pair) => pair.right), ...question.distractors]),
      };
    case "short-text":
      return { kind: question.kind, ...common };
    case "plan-node":
    case "code-lines":
      return {
        kind: question.kind,
        ...common,
        language: question.language,
        lines: question.lines,
        choose: question.answer.lines.length,
      };
    default:
      return question satisfies never;
  }
}

function byId(entries: readonly Identified[]): Identified[] {
  return entries
    .map(({ id, html }) => ({ id, html }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
