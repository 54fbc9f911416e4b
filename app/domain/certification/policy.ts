import { z } from "zod";

/**
 * A certification as content/certifications/<slug>.md states it. Requirements, marks, validity and
 * privileges are data; this file only says which kinds of requirement there are.
 */
const common = {
  /** The id of the requirement in the training plan, e.g. "DOC-R1". */
  id: z.string().min(1),
  /** What must be true, in words. */
  text: z.string().min(1),
};

export const requirement = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("assessment"),
    ...common,
    assessment: z.enum(["basic", "advanced"]),
    /** Integer percent of all points; compared in whole numbers, never rounded up. */
    passMark: z.number().int().min(1).max(100),
  }),
  z.strictObject({
    type: z.literal("practicals"),
    ...common,
    /** How many different ones must be passed. */
    count: z.number().int().positive(),
    of: z.array(z.enum(["px-1", "px-2", "px-3"])).min(1),
  }),
  z.strictObject({
    type: z.literal("mentorships"),
    ...common,
    /** How many different people. */
    count: z.number().int().positive(),
  }),
]);
export type Requirement = z.infer<typeof requirement>;

export const certificationPolicy = z.strictObject({
  title: z.string(),
  /** The letters people put behind their name. */
  short: z.string(),
  order: z.number().int(),
  requirements: z.array(requirement).min(1),
  /** How long it is valid from the day it is issued. */
  validityMonths: z.number().int().positive(),
  renewal: z.array(z.strictObject({ id: z.string(), text: z.string() })).min(1),
  privileges: z.array(z.strictObject({ id: z.string(), text: z.string() })).min(1),
});
export type CertificationPolicy = z.infer<typeof certificationPolicy>;
export type Certification = CertificationPolicy & { slug: string; about: string };
