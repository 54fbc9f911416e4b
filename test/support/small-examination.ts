import type { Assessment } from "#app/domain/assessment/assessment.ts";
import type { Question } from "#app/domain/assessment/question.ts";
import type { Course } from "#app/domain/content/course.ts";
import { allKinds, makeQuestion, makeRules } from "./questions.ts";

/** Eight questions in two sections, one of each kind: what an examination needs and no more. */
export const smallBank: readonly Question[] = allKinds.map((kind, index) => {
  const section = index < 5 ? "schema" : "monitoring";
  return makeQuestion(kind, { id: `basic/${section}/${kind}`, section, topic: kind });
});

export const smallAssessment: Assessment = {
  ...makeRules({ schema: 5, monitoring: 3 }, { minutes: 60, retakeHours: 24 }),
  slug: "basic",
  intro: "<p>Eight questions.</p>",
};

/** A course with one assessment and nothing else. */
export function makeCourse(own: Partial<Course> = {}): Course {
  return {
    modules: [],
    questions: smallBank,
    exercises: [],
    assessments: [smallAssessment],
    certifications: [],
    onboarding: null,
    ...own,
  };
}
