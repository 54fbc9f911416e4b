import { z } from "zod";
import { itemsOf, optionLetter } from "./checks.ts";
import { checkWords } from "./check-words.ts";
import { engineName, exerciseKind, objective, type Exercise } from "./exercise.ts";
import { schemaTable, type SchemaTable } from "./schema.ts";

/**
 * What a learner's browser may know of an exercise. Solutions, wrong answers, hidden variants and
 * inputs, assertion queries and unopened hints have no field here to travel in.
 */
export const publicExercise = z.strictObject({
  slug: z.string(),
  title: z.string(),
  kind: exerciseKind,
  /** The task as safe HTML. */
  task: z.string(),
  starter: z.string(),
  engines: z.array(engineName).min(1),
  dataset: z.string(),
  clock: z.string(),
  /** SQL that runs on top of the dataset before the learner's; part of the task. */
  setup: z.string().nullable(),
  /** What Run calls the TypeScript default export with. */
  args: z.array(z.unknown()),
  module: z.string(),
  objectives: z.array(objective),
  difficulty: z.number(),
  minutes: z.number(),
  practical: z.string().nullable(),
  hints: z.number().int(),
  /** Embedded questions, without what is right and why. */
  items: z.array(
    z.strictObject({
      id: z.string(),
      /** Safe HTML, as are the options. */
      question: z.string(),
      choose: z.enum(["one", "several"]),
      options: z.array(z.strictObject({ letter: z.string(), html: z.string() })),
    }),
  ),
  /** What Submit looks at, in words. */
  checks: z.array(z.strictObject({ id: z.string(), words: z.string() })),
  tables: z.array(schemaTable),
});
export type PublicExercise = z.infer<typeof publicExercise>;
export type PublicItem = PublicExercise["items"][number];

export function toPublicExercise(
  exercise: Exercise,
  rendered: {
    task: string;
    tables: readonly SchemaTable[];
    /** Markdown of a sentence to safe HTML. */
    sentence(markdown: string): string;
  },
): PublicExercise {
  return publicExercise.parse({
    slug: exercise.slug,
    title: exercise.title,
    kind: exercise.kind,
    starter: exercise.starter,
    engines: exercise.engines,
    dataset: exercise.dataset,
    clock: exercise.clock,
    setup: exercise.setup,
    module: exercise.module,
    objectives: exercise.objectives,
    difficulty: exercise.difficulty,
    minutes: exercise.minutes,
    task: rendered.task,
    args: [...(exercise.inputs["default"] ?? [])],
    practical: exercise.practical ?? null,
    hints: exercise.hints.length,
    checks: exercise.checks.map((check) => ({ id: check.id, words: checkWords(check) })),
    tables: rendered.tables,
    items: itemsOf(exercise.checks).map(({ id, question, options }) => ({
      id,
      question: rendered.sentence(question),
      choose: options.filter(({ right }) => right).length > 1 ? "several" : "one",
      options: options.map(({ text }, at) => ({
        letter: optionLetter(at),
        html: rendered.sentence(text),
      })),
    })),
  });
}
