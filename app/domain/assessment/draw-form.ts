import type { AssessmentRules } from "./assessment.ts";
import { toPublicQuestion } from "./public-question.ts";
import type { PublicQuestion, Question } from "./question.ts";
import { seededRandom, shuffled } from "./random.ts";

export type FormSection = { slug: string; title: string; items: readonly PublicQuestion[] };
/** What a learner sees of an attempt: fixed at the start. */
export type Form = {
  title: string;
  minutes: number;
  passMark: number;
  sections: readonly FormSection[];
};
/** The same questions with their keys, frozen beside the form. */
export type FrozenItem = Question;

export type DrawResult =
  | { kind: "drawn"; form: Form; items: readonly FrozenItem[] }
  | { kind: "bank-too-small"; section: string; needed: number; found: number };

/**
 * Draws a form: per section the stated number of questions, spread over the section's topics,
 * in random order with random option order. Same rules, bank and seed give the same form.
 */
export function drawForm(
  rules: AssessmentRules,
  bank: readonly Question[],
  seed: string,
): DrawResult {
  const random = seededRandom(seed);
  const sections: FormSection[] = [];
  const items: FrozenItem[] = [];
  for (const section of rules.sections) {
    const candidates = bank
      .filter((question) => question.section === section.slug)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (candidates.length < section.count) {
      return {
        kind: "bank-too-small",
        section: section.slug,
        needed: section.count,
        found: candidates.length,
      };
    }
    const drawn = drawAcrossTopics(candidates, section.count, random);
    items.push(...drawn);
    sections.push({
      slug: section.slug,
      title: section.title,
      items: drawn.map((question) => shuffleOptions(toPublicQuestion(question), random)),
    });
  }
  const { title, minutes, passMark } = rules;
  return { kind: "drawn", form: { title, minutes, passMark, sections }, items };
}

/** Takes from each topic in turn, so that no topic is missing while another has two. */
function drawAcrossTopics(
  candidates: readonly Question[],
  count: number,
  random: () => number,
): Question[] {
  const byTopic = new Map<string, Question[]>();
  for (const question of shuffled(candidates, random)) {
    byTopic.set(question.topic, [...(byTopic.get(question.topic) ?? []), question]);
  }
  const piles = shuffled([...byTopic.values()], random);
  const drawn: Question[] = [];
  for (let round = 0; drawn.length < count; round += 1) {
    for (const pile of piles) {
      const question = pile[round];
      if (question && drawn.length < count) drawn.push(question);
    }
  }
  return shuffled(drawn, random);
}

function shuffleOptions(question: PublicQuestion, random: () => number): PublicQuestion {
  switch (question.kind) {
    case "single":
    case "multiple":
      return { ...question, options: shuffled(question.options, random) };
    case "ordering":
      return { ...question, items: shuffled(question.items, random) };
    case "matching":
      return {
        ...question,
        lefts: shuffled(question.lefts, random),
        rights: shuffled(question.rights, random),
      };
    case "numeric":
    case "short-text":
    case "plan-node":
    case "code-lines":
      return question;
    default:
      return question satisfies never;
  }
}
