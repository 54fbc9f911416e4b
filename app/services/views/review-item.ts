import { z } from "zod";
import type { FrozenItem } from "#app/domain/assessment/draw-form.ts";
import { publicQuestion, type PublicQuestion } from "#app/domain/assessment/question.ts";
import type { Passage } from "#app/domain/content/catalog.ts";
import { response, type Response } from "#app/domain/assessment/response.ts";
import { scoreItem } from "#app/domain/assessment/score.ts";

/** One question after submission: what was asked, given and right, and why. Contains the key. */
export const reviewItem = z.strictObject({
  question: publicQuestion,
  topic: z.string(),
  given: response.nullable(),
  earned: z.number(),
  possible: z.number(),
  /** The right answer, in the same form as a given one. */
  right: response,
  /** For text answers: how the right one is written. */
  rightText: z.string().nullable(),
  /** Why each option or line is right or wrong, by its id or number, as HTML. */
  why: z.record(z.string(), z.string()),
  explanation: z.string(),
  /** Where the lessons teach it, as they are now: an old attempt leads to today's lesson. */
  passages: z.array(
    z.strictObject({
      /** "module/lesson" */
      lesson: z.string(),
      title: z.string(),
      heading: z.string().nullable(),
      href: z.string(),
    }),
  ),
});
export type ReviewItem = z.infer<typeof reviewItem>;

/** The passages of lessons that teach what a question asks, by its id; none for one that is gone. */
export type PassagesOf = (questionId: string) => readonly Passage[];

export function toReviewItem(
  shown: PublicQuestion,
  item: FrozenItem,
  given: Response | undefined,
  passagesOf: PassagesOf,
): ReviewItem {
  const { earned, possible } = scoreItem(item, given);
  return {
    question: shown,
    topic: item.topic,
    given: given && given.kind !== "none" ? given : null,
    earned,
    possible,
    ...keyOf(item),
    explanation: item.explanation,
    passages: [...passagesOf(item.id)],
  };
}

function keyOf(item: FrozenItem): Pick<ReviewItem, "right" | "rightText" | "why"> {
  switch (item.kind) {
    case "single":
    case "multiple":
      return {
        right: {
          kind: "options",
          options: item.options.filter((option) => option.correct).map((option) => option.id),
        },
        rightText: null,
        why: Object.fromEntries(item.options.map((option) => [option.id, option.why])),
      };
    case "numeric": {
      const { value, tolerance, unit } = item.answer;
      const margin = tolerance > 0 ? ` (± ${tolerance})` : "";
      return {
        right: { kind: "text", text: String(value) },
        rightText: `${value}${margin}${unit ? ` ${unit}` : ""}`,
        why: {},
      };
    }
    case "short-text":
      return {
        right: { kind: "text", text: item.accept[0] ?? "" },
        rightText: item.accept.join(" or "),
        why: {},
      };
    case "ordering":
      return {
        right: { kind: "order", items: item.items.map((one) => one.id) },
        rightText: null,
        why: {},
      };
    case "matching":
      return {
        right: {
          kind: "pairs",
          pairs: Object.fromEntries(item.pairs.map((pair) => [pair.left.id, pair.right.id])),
        },
        rightText: null,
        why: {},
      };
    case "plan-node":
    case "code-lines":
      return {
        right: { kind: "lines", lines: [...item.answer.lines] },
        rightText: null,
        why: item.why,
      };
    default:
      return item satisfies never;
  }
}
