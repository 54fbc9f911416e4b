import { z } from "zod";
import type { assessmentName } from "./sections.ts";

/**
 * The rules of one assessment, from content/questions/<assessment>/assessment.md.
 * They are frozen into an attempt when it starts.
 */
export const assessmentRules = z.strictObject({
  title: z.string(),
  sections: z
    .array(
      z.strictObject({ slug: z.string(), title: z.string(), count: z.number().int().positive() }),
    )
    .min(1),
  /** Time allowed. */
  minutes: z.number().int().positive(),
  /** Integer percent of the points, compared without rounding. */
  passMark: z.number().int().min(1).max(100),
  /** Pause between the end of a failed attempt and the next start. */
  retakeHours: z.number().int().nonnegative(),
});
export type AssessmentRules = z.infer<typeof assessmentRules>;

export type Assessment = AssessmentRules & {
  slug: z.infer<typeof assessmentName>;
  /** What it covers and how it goes, as sanitised HTML. */
  intro: string;
};

/** Saves that reach the server this long after the deadline still count: the network's share. */
export const graceMs = 10_000;
