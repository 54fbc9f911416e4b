import type { Offer } from "#app/domain/certification/evaluate.ts";
import type { Course } from "#app/domain/content/course.ts";
import { findLesson, findModule, findPassage } from "#app/domain/content/catalog.ts";
import type { OnboardingOffer } from "#app/domain/onboarding/checklist.ts";
import type { QuestionBank } from "./commands/start-attempt.ts";
import type { ExerciseShelf } from "./commands/submit-exercise.ts";
import type { PassagesOf } from "./views/review-item.ts";
import type { Titles } from "./views/view-onboarding.ts";

/** The course as each part of the services looks at it. */
export function offerOf(course: Course) {
  const practicals = course.exercises.flatMap(({ slug, practical }) =>
    practical ? [{ practical, exercise: slug }] : [],
  );
  const bySlug = new Map(course.exercises.map((exercise) => [exercise.slug, exercise]));
  const bank: QuestionBank = {
    slugs: () => course.assessments.map((one) => one.slug),
    assessment: (slug) => course.assessments.find((one) => one.slug === slug) ?? null,
    questions: (slug) => course.questions.filter((question) => question.assessment === slug),
  };
  const shelf: ExerciseShelf = {
    find: (slug) => bySlug.get(slug) ?? null,
    list: () => course.exercises,
  };
  const certification: Offer = { assessments: bank.slugs(), practicals };
  const onboarding: OnboardingOffer = {
    modules: new Map(
      course.modules.map((module) => [module.slug, module.lessons.map((lesson) => lesson.slug)]),
    ),
    exercises: new Set(bySlug.keys()),
    practicals: new Map(practicals.map((one) => [one.practical, one.exercise])),
    assessments: new Set(bank.slugs()),
  };
  const titles: Titles = {
    module: (slug) => findModule(course, slug)?.title ?? plain(slug),
    lesson(id) {
      const [module = "", lesson = ""] = id.split("/");
      return findLesson(course, module, lesson)?.title ?? plain(lesson);
    },
    exercise: (slug) => bySlug.get(slug)?.title ?? plain(slug),
  };
  const passages = new Map(
    course.questions.map(({ id, lessons }) => [
      id,
      lessons.flatMap((reference) => findPassage(course, reference) ?? []),
    ]),
  );
  const passagesOf: PassagesOf = (questionId) => passages.get(questionId) ?? [];
  return { bank, shelf, certification, onboarding, titles, passagesOf };
}

/** "hallucifix-database" → "Hallucifix database", for what is not written yet. */
function plain(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
