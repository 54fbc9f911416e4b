import { z } from "zod";
import { isStorable } from "../content/storable-text.ts";
import type { PublicQuestion } from "./question.ts";

const id = z.string().max(200).refine(isStorable, "this is no text that can be stored");

/**
 * An answer as it is saved. Text is kept as typed (also when it is no number): what a learner
 * wrote is never changed before it is scored.
 */
export const response = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("options"), options: z.array(id).max(50) }),
  z.strictObject({ kind: z.literal("text"), text: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal("order"), items: z.array(id).max(50) }),
  z.strictObject({
    kind: z.literal("pairs"),
    pairs: z
      .record(id, id)
      .refine((pairs) => Object.keys(pairs).length <= 50, "these are too many pairs"),
  }),
  z.strictObject({
    kind: z.literal("lines"),
    lines: z.array(z.number().int().positive()).max(100),
  }),
  /** The learner took the answer back. */
  z.strictObject({ kind: z.literal("none") }),
]);
export type Response = z.infer<typeof response>;

/** Why a saved answer is kept but does not count. */
export type ResponseRefusal = "wrong-kind" | "unknown-option" | "repeated-option" | "too-many";

/** Holds an answer against the question it claims to answer; null means it fits. */
export function refuseResponse(question: PublicQuestion, given: Response): ResponseRefusal | null {
  if (given.kind === "none") return null;
  switch (question.kind) {
    case "single":
      return given.kind !== "options"
        ? "wrong-kind"
        : given.options.length > 1
          ? "too-many"
          : refuseIds(given.options, question.options);
    case "multiple":
      return given.kind !== "options" ? "wrong-kind" : refuseIds(given.options, question.options);
    case "numeric":
    case "short-text":
      return given.kind !== "text" ? "wrong-kind" : null;
    case "ordering":
      return given.kind !== "order" ? "wrong-kind" : refuseIds(given.items, question.items);
    case "matching":
      return given.kind !== "pairs"
        ? "wrong-kind"
        : (refuseIds(Object.keys(given.pairs), question.lefts) ??
            (Object.values(given.pairs).every((right) =>
              question.rights.some((known) => known.id === right),
            )
              ? null
              : "unknown-option"));
    case "plan-node":
    case "code-lines":
      return given.kind !== "lines" ? "wrong-kind" : refuseLines(given.lines, question);
    default:
      return question satisfies never;
  }
}

function refuseIds(
  given: readonly string[],
  known: readonly { id: string }[],
): ResponseRefusal | null {
  if (new Set(given).size !== given.length) return "repeated-option";
  return given.every((one) => known.some((option) => option.id === one)) ? null : "unknown-option";
}

function refuseLines(
  given: readonly number[],
  question: { lines: readonly { number: number; pickable: boolean }[]; choose: number },
): ResponseRefusal | null {
  if (new Set(given).size !== given.length) return "repeated-option";
  if (given.length > question.choose) return "too-many";
  const pickable = new Set(
    question.lines.filter((line) => line.pickable).map((line) => line.number),
  );
  return given.every((line) => pickable.has(line)) ? null : "unknown-option";
}
