import type { LessonProgressData } from "#app/data/lesson-progress.server.ts";
import { findLesson, type Catalog } from "#app/domain/content/catalog.ts";
import type { Clock } from "../core.ts";

type Deps = { catalog: Catalog; progress: LessonProgressData; clock: Clock };
type Place = { userId: string; module: string; lesson: string };

/** Remembers where the reader is. False when there is no such lesson; an unknown heading is ignored. */
export async function recordReading(
  { catalog, progress, clock }: Deps,
  { userId, module, lesson, anchor }: Place & { anchor: string | null },
): Promise<boolean> {
  const found = findLesson(catalog, module, lesson);
  if (!found) return false;
  const known = found.toc.some(({ id }) => id === anchor) ? anchor : null;
  await progress.touch(userId, found.id, known, clock.now());
  return true;
}
