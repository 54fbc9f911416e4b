import { z } from "zod";
import { objective } from "../exercise/exercise.ts";
import { assessmentName } from "./sections.ts";

/**
 * A question as the catalog holds it (with its key) and as a browser may see it (without).
 * `html` values are sanitised Markdown. Ids of options, items and lines are made from their own
 * text, so they survive reordering and say nothing about which is right.
 */
const html = z.string();
const identified = z.strictObject({ id: z.string(), html });

/** A line of a plan or of code that can be picked as the answer. */
const pickLine = z.strictObject({
  /** 1-based. */
  number: z.number().int().positive(),
  html,
  /** False for lines that are shown but are no candidate, e.g. "Filter: …" under a plan node. */
  pickable: z.boolean(),
});

const common = {
  /** "basic/schema/slug" */
  id: z.string(),
  /** Hash of the file: what an attempt freezes. */
  version: z.string(),
  assessment: assessmentName,
  section: z.string(),
  points: z.number().int().positive(),
  stem: html,
};

const secret = {
  topic: z.string(),
  objectives: z.array(objective),
  /** Where the lessons teach it: "module/lesson" or "module/lesson#heading". */
  lessons: z.array(z.string()),
  difficulty: z.number().int().min(1).max(5),
  dataset: z.string(),
  /** Shown after submission. */
  explanation: html,
};

const choiceKey = {
  options: z.array(identified.extend({ correct: z.boolean(), why: html })).min(2),
};
const lineKey = {
  language: z.string(),
  lines: z.array(pickLine),
  answer: z.strictObject({ lines: z.array(z.number().int().positive()).min(1) }),
  /** Reason why a wrong line is wrong, by line number. */
  why: z.record(z.string(), html),
};

export const question = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), ...common, ...secret, ...choiceKey }),
  z.strictObject({ kind: z.literal("multiple"), ...common, ...secret, ...choiceKey }),
  z.strictObject({
    kind: z.literal("numeric"),
    ...common,
    ...secret,
    answer: z.strictObject({
      value: z.number(),
      /** Largest absolute difference that still counts. */
      tolerance: z.number().nonnegative(),
      unit: z.string(),
    }),
  }),
  z.strictObject({
    kind: z.literal("ordering"),
    ...common,
    ...secret,
    /** In the right order. */
    items: z.array(identified).min(3),
  }),
  z.strictObject({
    kind: z.literal("matching"),
    ...common,
    ...secret,
    pairs: z.array(z.strictObject({ left: identified, right: identified })).min(2),
    distractors: z.array(identified),
  }),
  z.strictObject({
    kind: z.literal("short-text"),
    ...common,
    ...secret,
    /** Compared after trim, case fold and collapse of white space. */
    accept: z.array(z.string()).min(1),
  }),
  z.strictObject({ kind: z.literal("plan-node"), ...common, ...secret, ...lineKey }),
  z.strictObject({ kind: z.literal("code-lines"), ...common, ...secret, ...lineKey }),
]);
export type Question = z.infer<typeof question>;
export type QuestionKind = Question["kind"];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;

const publicChoice = { options: z.array(identified) };
const publicLines = {
  language: z.string(),
  lines: z.array(pickLine),
  /** How many lines are to be picked. */
  choose: z.number().int().positive(),
};

/** What may reach a browser before submission: no key, no reason, no topic, no telling order. */
export const publicQuestion = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), ...common, ...publicChoice }),
  z.strictObject({ kind: z.literal("multiple"), ...common, ...publicChoice }),
  z.strictObject({ kind: z.literal("numeric"), ...common, unit: z.string() }),
  z.strictObject({ kind: z.literal("ordering"), ...common, items: z.array(identified) }),
  z.strictObject({
    kind: z.literal("matching"),
    ...common,
    lefts: z.array(identified),
    rights: z.array(identified),
  }),
  z.strictObject({ kind: z.literal("short-text"), ...common }),
  z.strictObject({ kind: z.literal("plan-node"), ...common, ...publicLines }),
  z.strictObject({ kind: z.literal("code-lines"), ...common, ...publicLines }),
]);
export type PublicQuestion = z.infer<typeof publicQuestion>;
