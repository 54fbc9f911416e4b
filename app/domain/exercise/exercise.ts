import { z } from "zod";
import { checkSpec } from "./checks.ts";

export const engineName = z.enum(["pglite", "pg-mem"]);
export type EngineName = z.infer<typeof engineName>;

/** The kinds that can be graded today; further kinds join here with their check types. */
export const exerciseKind = z.enum(["sql", "typescript"]);

export const objective = z.enum([
  "understand-architecture",
  "write-efficient-queries",
  "monitor-performance",
  "implement-optimizations",
  "troubleshoot-issues",
  "maintain-systems",
]);
export type Objective = z.infer<typeof objective>;

const instant = z.union([z.string(), z.date()]).transform((value) => new Date(value).toISOString());

/** Front matter of exercises/<slug>/exercise.md (contract 4.1). */
export const exerciseFrontMatter = z.strictObject({
  title: z.string().min(3).max(80),
  kind: exerciseKind,
  /** Where the exercise is valid; the editor opens on the first. Grades always come from PGlite. */
  engines: z.array(engineName).min(1).default(["pglite"]),
  dataset: z.string().default("hallucifix"),
  /** What now() is when a run begins. */
  clock: instant.default("2026-01-15T12:00:00.000Z"),
  /** What it is on hidden variants that want another time, so that a time written out is found out. */
  clocks: z.record(z.string(), instant).default({}),
  module: z.string(),
  objectives: z.array(objective).min(1),
  difficulty: z.number().int().min(1).max(5),
  minutes: z.number().int().positive(),
  practical: z.enum(["px-1", "px-2", "px-3"]).optional(),
  hints: z.array(z.string()).max(3).default([]),
  checks: z.array(checkSpec).min(1, "an exercise without checks can never be passed"),
});
export type ExerciseFrontMatter = z.infer<typeof exerciseFrontMatter>;

/** One exercise folder, complete. Never sent to a browser: see PublicExercise. */
export type Exercise = ExerciseFrontMatter & {
  slug: string;
  /** Hash of checks, solutions and dataset; stored with every submission. */
  version: string;
  /** The task in Markdown. */
  task: string;
  starter: string;
  solutions: ReadonlyArray<{ file: string; text: string }>;
  wrong: ReadonlyArray<{ file: string; checkId: string; text: string }>;
  /** SQL run after dataset and variant, before the learner's script. Not secret. */
  setup: string | null;
  /** TypeScript exercises: named argument lists the default export is called with. */
  inputs: Readonly<Record<string, readonly unknown[]>>;
};
