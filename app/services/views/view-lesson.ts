import { z } from "zod";
import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import type { PracticeData } from "#app/adapters/grading/practice-data.server.ts";
import { block, eachBlock, tocEntry } from "#app/domain/content/block.ts";
import { findLesson, findModule, type Catalog, type Lesson } from "#app/domain/content/catalog.ts";
import { neighbours } from "#app/domain/content/reading.ts";
import { objective } from "#app/domain/exercise/exercise.ts";
import type { ExerciseTitles } from "./exercise-titles.ts";

const lessonLink = z.strictObject({ title: z.string(), module: z.string(), slug: z.string() });

/** A lesson as its page shows it. Check-yourself keys are meant to be seen; nothing here is graded. */
export const publicLesson = z.strictObject({
  module: z.strictObject({ slug: z.string(), title: z.string(), lessons: z.number() }),
  slug: z.string(),
  number: z.number(),
  title: z.string(),
  question: z.string(),
  minutes: z.number(),
  /** Where its live blocks find their data; null when it has none. */
  data: z
    .strictObject({
      name: z.string(),
      snapshotUrl: z.string(),
      tablesUrl: z.string().nullable(),
      clock: z.string(),
      setup: z.string().nullable(),
    })
    .nullable(),
  objectives: z.array(objective),
  summary: z.array(z.string()),
  exercises: z.array(z.strictObject({ slug: z.string(), title: z.string() })),
  blocks: z.array(block),
  toc: z.array(tocEntry),
  previous: lessonLink.nullable(),
  next: lessonLink.nullable(),
  /** When this reader marked it as read. */
  completedAt: z.iso.datetime().nullable(),
});
export type PublicLesson = z.infer<typeof publicLesson>;

type Deps = {
  catalog: Catalog;
  progress: LessonProgressData;
  exercises: ExerciseTitles;
  practice: Pick<PracticeData, "of">;
};

/** One lesson for one reader; null when there is none at this address. */
export async function viewLesson(
  { catalog, progress, exercises, practice }: Deps,
  { userId, module, lesson }: { userId: string; module: string; lesson: string },
): Promise<PublicLesson | null> {
  const found = findLesson(catalog, module, lesson);
  const home = findModule(catalog, module);
  if (!found || !home) return null;
  const states = await progress.list(userId);
  const { previous, next } = neighbours(catalog, found);
  return publicLesson.parse({
    module: { slug: home.slug, title: home.title, lessons: home.lessons.length },
    slug: found.slug,
    number: found.number,
    title: found.title,
    question: found.question,
    minutes: found.minutes,
    data: hasLiveBlocks(found) ? await practice.of(found.dataset) : null,
    objectives: found.objectives,
    summary: found.summary,
    exercises: found.exercises.map((slug) => ({
      slug,
      title: exercises.find(slug)?.title ?? slug,
    })),
    blocks: found.blocks,
    toc: found.toc,
    previous: previous && linkTo(previous),
    next: next && linkTo(next),
    completedAt:
      states.find((state) => state.lesson === found.id)?.completedAt?.toISOString() ?? null,
  });
}

function hasLiveBlocks({ blocks }: Lesson): boolean {
  return [...eachBlock(blocks)].some(({ type }) => type === "sql");
}

function linkTo({ title, module, slug }: Lesson): z.infer<typeof lessonLink> {
  return { title, module, slug };
}
