import type { Catalog, CourseModule, Lesson } from "./catalog.ts";

/** How far one person has read one lesson. */
export type ReadingState = {
  /** "module/lesson" */
  lesson: string;
  lastReadAt: Date;
  anchor: string | null;
  completedAt: Date | null;
};

export type Continuation = {
  lesson: Lesson;
  module: CourseModule;
  /** Heading last on screen; null for a lesson not yet opened. */
  anchor: string | null;
  started: boolean;
};

/**
 * Where to read on: the unfinished lesson read last, else the lesson after the one finished last,
 * else the first unfinished one. Null when everything is read.
 */
export function whereToContinue(
  catalog: Catalog,
  states: readonly ReadingState[],
): Continuation | null {
  const finished = new Set(states.flatMap((state) => (state.completedAt ? [state.lesson] : [])));
  const recent = [...states].sort((a, b) => b.lastReadAt.getTime() - a.lastReadAt.getTime());
  const order = catalog.modules.flatMap((module) =>
    module.lessons.map((lesson) => ({ module, lesson })),
  );
  const begun = recent.find(
    (state) =>
      !finished.has(state.lesson) && order.some(({ lesson }) => lesson.id === state.lesson),
  );
  if (begun) {
    const place = order.find(({ lesson }) => lesson.id === begun.lesson);
    return place ? { ...place, anchor: begun.anchor, started: true } : null;
  }
  const last = order.findIndex(({ lesson }) => lesson.id === recent[0]?.lesson);
  const open = ({ lesson }: { lesson: Lesson }) => !finished.has(lesson.id);
  const next = order.slice(last + 1).find(open) ?? order.find(open);
  return next ? { ...next, anchor: null, started: false } : null;
}

/** The lessons before and after one, across modules. */
export function neighbours(
  catalog: Catalog,
  lesson: Lesson,
): { previous: Lesson | null; next: Lesson | null } {
  const order = catalog.modules.flatMap((module) => module.lessons);
  const at = order.findIndex(({ id }) => id === lesson.id);
  return { previous: order[at - 1] ?? null, next: at < 0 ? null : (order[at + 1] ?? null) };
}
