import { z } from "zod";
import { objective } from "../exercise/exercise.ts";

/** Front matter of content/questions/<assessment>/<section>/<slug>.md, by kind (contract 4.3). */
const common = {
  /** What is asked about, as a slug: "index-types", "constraints". */
  topic: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write it as a slug, like index-types"),
  objectives: z.array(objective).min(1, "name at least one objective"),
  /** Where the lessons teach it: "module/lesson" or "module/lesson#heading". Shown after submission. */
  lessons: z
    .array(
      z
        .string()
        .regex(
          /^[a-z0-9-]+\/[a-z0-9-]+(#[a-z0-9-]+)?$/,
          "write it as module/lesson or module/lesson#heading",
        ),
    )
    .max(2, "name at most two: what to read again must be short")
    .default([]),
  difficulty: z.number().int().min(1).max(5),
  points: z.number().int().positive().default(1),
  dataset: z.string().default("hallucifix"),
  /** A draft is checked but never drawn for an examination. */
  draft: z.boolean().default(false),
};

const lineAnswer = {
  answer: z.strictObject({
    /** 1-based numbers of the right lines of the fence. */
    lines: z.array(z.number().int().positive()).min(1),
  }),
  /** Why a wrong line is wrong, by line number. */
  why: z.record(z.string().regex(/^\d+$/, "keys are line numbers"), z.string().min(5)),
};

export const questionFrontMatter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), ...common }),
  z.strictObject({ kind: z.literal("multiple"), ...common }),
  z.strictObject({
    kind: z.literal("numeric"),
    ...common,
    answer: z.strictObject({
      value: z.number(),
      tolerance: z.number().nonnegative().default(0),
      unit: z.string().default(""),
    }),
  }),
  z.strictObject({ kind: z.literal("ordering"), ...common }),
  z.strictObject({ kind: z.literal("matching"), ...common }),
  z.strictObject({
    kind: z.literal("short-text"),
    ...common,
    accept: z.array(z.string().min(1)).min(1, "list at least one accepted answer"),
  }),
  z.strictObject({ kind: z.literal("plan-node"), ...common, ...lineAnswer }),
  z.strictObject({ kind: z.literal("code-lines"), ...common, ...lineAnswer }),
]);
export type QuestionFrontMatter = z.infer<typeof questionFrontMatter>;
export type FrontMatterOf<K extends QuestionFrontMatter["kind"]> = Extract<
  QuestionFrontMatter,
  { kind: K }
>;
