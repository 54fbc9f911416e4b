import { z } from "zod";
import { usualConfirmer } from "./usual-confirmer.ts";

/** What can tick an item without anybody's word. */
export const evidenceRule = z.discriminatedUnion("type", [
  /** Every lesson of the module is finished. */
  z.strictObject({
    type: z.literal("module"),
    module: z.string(),
    /** What to call it while it is not written yet. */
    title: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("lesson"), lesson: z.string() }),
  z.strictObject({ type: z.literal("exercise"), exercise: z.string() }),
  z.strictObject({ type: z.literal("practical"), practical: z.enum(["px-1", "px-2", "px-3"]) }),
  /** Handed in, passed or not. */
  z.strictObject({
    type: z.literal("assessment-taken"),
    assessment: z.enum(["basic", "advanced"]),
  }),
]);
export type EvidenceRule = z.infer<typeof evidenceRule>;

const item = z.strictObject({
  id: z.string().regex(/^ONB-\d+\.\d+$/, 'use an id like "ONB-1.1"'),
  text: z.string().min(1),
  /** All of these together tick the item. Empty: somebody must confirm it. */
  evidence: z.array(evidenceRule).default([]),
  /** Who confirms, where no evidence can tell, e.g. "your mentor". */
  confirmedBy: z.string().default(usualConfirmer),
  /** What to do, when it is not reading or an exercise. */
  hint: z.string().optional(),
});

/** content/onboarding/path.md: the weeks of a new team member. */
export const onboardingPath = z.strictObject({
  title: z.string(),
  weeks: z.array(z.strictObject({ title: z.string(), items: z.array(item).min(1) })).min(1),
});
export type OnboardingPath = z.infer<typeof onboardingPath>;
export type OnboardingItem = z.infer<typeof item>;
