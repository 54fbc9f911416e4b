import { z } from "zod";
import { objective } from "../exercise/exercise.ts";

/** Front matter of content/modules/<module>/module.md and its lessons. */
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write it as a slug, like query-plans");

const oneLine = (min: number, max: number) =>
  z
    .string()
    .min(min, `needs at least ${min} characters`)
    .max(max, `must not be longer than ${max} characters`)
    .refine((text) => !text.includes("\n"), "must stand on one line");

export const moduleFrontMatter = z.strictObject({
  title: oneLine(3, 80),
  /** Position among the modules, from 1. */
  order: z.number().int().positive(),
  /** Must equal the sum of the lessons' minutes. */
  minutes: z.number().int().positive(),
  summary: oneLine(10, 200),
  objectives: z.array(objective).min(1, "name at least one objective"),
  /** Not shown to learners, and not yet held to the standard of a finished lesson. */
  draft: z.boolean().default(false),
});
export type ModuleFrontMatter = z.infer<typeof moduleFrontMatter>;

export const lessonFrontMatter = z.strictObject({
  title: oneLine(3, 80),
  /** The question a developer really has. */
  question: oneLine(10, 200),
  minutes: z.number().int().min(5).max(90),
  objectives: z.array(objective).min(1, "name at least one objective"),
  /** Slugs of exercises that practise the lesson. */
  exercises: z.array(slug).default([]),
  dataset: slug.default("hallucifix"),
  /** The closing summary. */
  summary: z.array(oneLine(15, 180)).length(5, "must have exactly five lines, the closing summary"),
  draft: z.boolean().default(false),
});
export type LessonFrontMatter = z.infer<typeof lessonFrontMatter>;
