import type { Database } from "./database.server.ts";

/** Text a learner has not handed in yet, and the hints they opened. */
export function draftData({ prisma }: Database) {
  return {
    async find(userId: string, exercise: string): Promise<{ text: string; savedAt: Date } | null> {
      return prisma.exerciseDraft.findUnique({
        where: { userId_exercise: { userId, exercise } },
        select: { text: true, savedAt: true },
      });
    },
    async save(userId: string, exercise: string, text: string, now: Date): Promise<void> {
      await prisma.exerciseDraft.upsert({
        where: { userId_exercise: { userId, exercise } },
        create: { userId, exercise, text, savedAt: now },
        update: { text, savedAt: now },
      });
    },
    /** Slugs of the exercises with a draft. */
    async listStarted(userId: string): Promise<string[]> {
      const rows = await prisma.exerciseDraft.findMany({
        where: { userId },
        select: { exercise: true },
      });
      return rows.map((row) => row.exercise);
    },
    async discard(userId: string, exercise: string): Promise<void> {
      await prisma.exerciseDraft.deleteMany({ where: { userId, exercise } });
    },
    /** Levels opened so far, 1 to 3. */
    async openedHints(userId: string, exercise: string): Promise<number[]> {
      const rows = await prisma.hintOpening.findMany({
        where: { userId, exercise },
        select: { level: true },
        orderBy: { level: "asc" },
      });
      return rows.map((row) => row.level);
    },
    async openHint(userId: string, exercise: string, level: number, now: Date): Promise<void> {
      await prisma.hintOpening.createMany({
        data: [{ userId, exercise, level, openedAt: now }],
        skipDuplicates: true,
      });
    },
  };
}
export type DraftData = ReturnType<typeof draftData>;
