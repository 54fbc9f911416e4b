import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import { findLesson, type Catalog } from "#app/domain/content/catalog.ts";
import type { Clock } from "../core.ts";

type Deps = { catalog: Catalog; progress: LessonProgressData; clock: Clock };

/** The reader says the lesson is read; the first time counts. False when there is no such lesson. */
export async function completeLesson(
  { catalog, progress, clock }: Deps,
  { userId, module, lesson }: { userId: string; module: string; lesson: string },
): Promise<boolean> {
  const found = findLesson(catalog, module, lesson);
  if (!found) return false;
  await progress.complete(userId, found.id, clock.now());
  return true;
}
