import { z } from "zod";
import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import { findLesson } from "#app/domain/content/catalog.ts";
import type { Course } from "#app/domain/content/course.ts";
import { viewAssessment } from "./view-assessments.ts";
import { viewOnboarding, type OnboardingDeps } from "./view-onboarding.ts";
import { viewStanding, type StandingDeps } from "./view-standing.ts";

type Deps = {
  path: OnboardingDeps;
  standing: StandingDeps;
  examination: Parameters<typeof viewAssessment>[0];
  course: Course;
};

const lessonLink = z.strictObject({
  title: z.string(),
  module: z.string(),
  to: z.string(),
  minutes: z.number(),
});
export const publicToday = z.strictObject({
  /** An examination that is running: nothing is more urgent. */
  running: z.array(
    z.strictObject({ title: z.string(), to: z.string(), deadlineAt: z.iso.datetime() }),
  ),
  /** The lesson to go on with, or the first one. */
  lesson: lessonLink.extend({ begun: z.boolean() }).nullable(),
  /** The next open things of the onboarding path, in its order. */
  next: z.array(
    z.strictObject({ item: z.string(), step: z.string().nullable(), to: z.string().nullable() }),
  ),
  onboarding: z.strictObject({ title: z.string(), done: z.number(), of: z.number() }).nullable(),
  certifications: z.array(
    z.strictObject({ title: z.string(), short: z.string(), met: z.number(), of: z.number() }),
  ),
});
export type PublicToday = z.infer<typeof publicToday>;

/** What to do today, most urgent first. */
export async function viewToday(deps: Deps, userId: string): Promise<PublicToday> {
  const [progress, onboarding, standing, assessments] = await Promise.all([
    deps.path.progress.list(userId),
    viewOnboarding(deps.path, userId),
    viewStanding(deps.standing, userId),
    Promise.all(
      deps.examination.bank.slugs().map((slug) => viewAssessment(deps.examination, userId, slug)),
    ),
  ]);
  return publicToday.parse({
    running: assessments.flatMap((one) =>
      one?.next.kind === "resume"
        ? [
            {
              title: one.title,
              to: `/assess/attempts/${one.next.attemptId}`,
              deadlineAt: one.next.deadlineAt,
            },
          ]
        : [],
    ),
    lesson: nextLesson(deps.course, progress),
    next: (onboarding?.weeks.flatMap((week) => week.items) ?? [])
      .filter((item) => item.state === "open")
      .slice(0, 4)
      .map((item) => {
        const step = item.steps.find((one) => !one.done && one.to);
        return { item: item.text, step: step?.text ?? item.hint, to: step?.to ?? null };
      }),
    onboarding: onboarding && { title: onboarding.title, done: onboarding.done, of: onboarding.of },
    certifications: standing.map(({ title, short, requirements }) => ({
      title,
      short,
      met: requirements.filter((one) => one.met).length,
      of: requirements.length,
    })),
  });
}

/** The newest lesson begun and not finished, else the first one never opened. */
function nextLesson(course: Course, progress: Awaited<ReturnType<LessonProgressData["list"]>>) {
  const begun = progress.find((one) => one.completedAt === null);
  const known = new Set(progress.map((one) => one.lesson));
  const lesson = begun
    ? findLesson(course, begun.lesson.split("/")[0] ?? "", begun.lesson.split("/")[1] ?? "")
    : course.modules.flatMap((module) => module.lessons).find((one) => !known.has(one.id));
  if (!lesson) return null;
  const module = course.modules.find((one) => one.slug === lesson.module);
  return {
    title: lesson.title,
    module: module?.title ?? lesson.module,
    to: `/learn/${lesson.id}${begun?.anchor ? `#${begun.anchor}` : ""}`,
    minutes: lesson.minutes,
    begun: begun !== undefined,
  };
}
