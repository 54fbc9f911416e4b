import { z } from "zod";
import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import { findModule, type Catalog, type CourseModule } from "#app/domain/content/catalog.ts";
import { whereToContinue, type ReadingState } from "#app/domain/content/reading.ts";
import { objective } from "#app/domain/exercise/exercise.ts";

const publicLessonLine = z.strictObject({
  slug: z.string(),
  title: z.string(),
  question: z.string(),
  minutes: z.number(),
  state: z.enum(["unread", "begun", "read"]),
});

export const publicModule = z.strictObject({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  introduction: z.string(),
  minutes: z.number(),
  objectives: z.array(objective),
  lessons: z.array(publicLessonLine),
});
export type PublicModule = z.infer<typeof publicModule>;

export const publicContinuation = z.strictObject({
  module: z.strictObject({ slug: z.string(), title: z.string() }),
  lesson: z.strictObject({ slug: z.string(), title: z.string(), minutes: z.number() }),
  /** Heading last on screen. */
  place: z.strictObject({ id: z.string(), text: z.string() }).nullable(),
  started: z.boolean(),
});
export type PublicContinuation = z.infer<typeof publicContinuation>;

type Deps = { catalog: Catalog; progress: LessonProgressData };

/** Every module with this reader's progress, and where to read on. */
export async function viewModules(
  { catalog, progress }: Deps,
  userId: string,
): Promise<{ modules: PublicModule[]; continuation: PublicContinuation | null }> {
  const states = await progress.list(userId);
  return {
    modules: catalog.modules.map((module) => toPublicModule(module, states)),
    continuation: toPublicContinuation(catalog, states),
  };
}

/** One module with this reader's progress; null when there is none of that name. */
export async function viewModule(
  { catalog, progress }: Deps,
  { userId, module }: { userId: string; module: string },
): Promise<PublicModule | null> {
  const found = findModule(catalog, module);
  return found ? toPublicModule(found, await progress.list(userId)) : null;
}

function toPublicModule(module: CourseModule, states: readonly ReadingState[]): PublicModule {
  const byLesson = new Map(states.map((state) => [state.lesson, state]));
  return publicModule.parse({
    slug: module.slug,
    title: module.title,
    summary: module.summary,
    introduction: module.introduction,
    minutes: module.minutes,
    objectives: module.objectives,
    lessons: module.lessons.map(({ id, slug, title, question, minutes }) => {
      const state = byLesson.get(id);
      return {
        slug,
        title,
        question,
        minutes,
        state: state?.completedAt ? "read" : state ? "begun" : "unread",
      };
    }),
  });
}

function toPublicContinuation(
  catalog: Catalog,
  states: readonly ReadingState[],
): PublicContinuation | null {
  const found = whereToContinue(catalog, states);
  if (!found) return null;
  const { module, lesson, anchor, started } = found;
  const heading = lesson.toc.find(({ id }) => id === anchor);
  return publicContinuation.parse({
    module: { slug: module.slug, title: module.title },
    lesson: { slug: lesson.slug, title: lesson.title, minutes: lesson.minutes },
    place: heading ? { id: heading.id, text: heading.text } : null,
    started,
  });
}
