import { z } from "zod";
import type { EngineName, Exercise } from "#app/domain/exercise/exercise.ts";
import { verdictSchema } from "#app/domain/exercise/verdict.ts";

/**
 * One JSON document per line, in both directions. The parent trusts nothing: it bounds a line's
 * length before it is complete and parses every reply.
 */
export type GradeRequest = {
  id: number;
  /** The wrong answers stay behind: grading has no use for them. */
  exercise: Omit<Exercise, "wrong">;
  submission: string;
  engine: EngineName;
};

export const phaseSchema = z.enum(["reference", "submission"]);
export type Phase = z.infer<typeof phaseSchema>;

export const replySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("phase"), id: z.number(), phase: phaseSchema }),
  z.strictObject({ type: z.literal("graded"), id: z.number(), verdict: verdictSchema }),
  z.strictObject({
    type: z.literal("died"),
    id: z.number(),
    reason: z.string().max(2_000),
  }),
  z.strictObject({ type: z.literal("broken"), id: z.number(), reason: z.string().max(4_000) }),
]);
export type Reply = z.infer<typeof replySchema>;

export const MAX_REPLY_LENGTH = 1_000_000;
/** Text longer than this is not an answer to any exercise. */
export const MAX_SUBMISSION_LENGTH = 100_000;
