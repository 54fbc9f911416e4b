import type { Assessment } from "../assessment/assessment.ts";
import type { Certification } from "../certification/policy.ts";
import type { Exercise } from "../exercise/exercise.ts";
import type { OnboardingPath } from "../onboarding/path.ts";
import type { Catalog } from "./catalog.ts";

/** Everything authors wrote, read once at start: lessons, questions, exercises and the rules. */
export type Course = Catalog & {
  exercises: readonly Exercise[];
  assessments: readonly Assessment[];
  certifications: readonly Certification[];
  onboarding: (OnboardingPath & { about: string }) | null;
};
