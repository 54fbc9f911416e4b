import { z } from "zod";

/** Each assessment and its sections, in the order they are examined. */
export const assessmentSections = {
  basic: ["schema", "monitoring", "best-practices"],
  advanced: ["optimization", "troubleshooting", "system-design"],
} as const;

export const assessmentName = z.enum(["basic", "advanced"]);
export type AssessmentName = z.infer<typeof assessmentName>;
export type SectionName = (typeof assessmentSections)[AssessmentName][number];

export function isSectionOf(assessment: AssessmentName, section: string): section is SectionName {
  return (assessmentSections[assessment] as readonly string[]).includes(section);
}
