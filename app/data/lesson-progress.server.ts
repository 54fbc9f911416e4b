import type { Database } from "./database.server.ts";

export type LessonProgress = {
  /** "module/lesson" */
  lesson: string;
  startedAt: Date;
  lastReadAt: Date;
  /** Id of the heading last on screen. */
  anchor: string | null;
  completedAt: Date | null;
};

/** How far each person has read. */
export function lessonProgressData({ prisma }: Database) {
  const columns = {
    lesson: true,
    startedAt: true,
    lastReadAt: true,
    anchor: true,
    completedAt: true,
  } as const;
  return {
    async list(userId: string): Promise<LessonProgress[]> {
      return prisma.lessonProgress.findMany({
        where: { userId },
        select: columns,
        orderBy: { lastReadAt: "desc" },
      });
    },
    async listCompleted(userId: string): Promise<{ lesson: string; completedAt: Date }[]> {
      const rows = await prisma.lessonProgress.findMany({
        where: { userId, completedAt: { not: null } },
        select: { lesson: true, completedAt: true },
      });
      return rows.flatMap(({ lesson, completedAt }) =>
        completedAt ? [{ lesson, completedAt }] : [],
      );
    },
    /** Remembers where the reader is. */
    async touch(userId: string, lesson: string, anchor: string | null, now: Date): Promise<void> {
      await prisma.lessonProgress.upsert({
        where: { userId_lesson: { userId, lesson } },
        create: { userId, lesson, startedAt: now, lastReadAt: now, anchor },
        update: { lastReadAt: now, ...(anchor === null ? {} : { anchor }) },
      });
    },
    /** Marks a lesson as finished; the first time counts. */
    async complete(userId: string, lesson: string, now: Date): Promise<void> {
      await prisma.lessonProgress.upsert({
        where: { userId_lesson: { userId, lesson } },
        create: { userId, lesson, startedAt: now, lastReadAt: now, completedAt: now },
        update: { lastReadAt: now },
      });
      await prisma.lessonProgress.updateMany({
        where: { userId, lesson, completedAt: null },
        data: { completedAt: now },
      });
    },
  };
}
export type LessonProgressData = ReturnType<typeof lessonProgressData>;
