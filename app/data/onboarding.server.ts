import type { Confirmation } from "#app/domain/onboarding/checklist.ts";
import type { Database } from "./database.server.ts";

/** What instructors have confirmed; a later row takes an earlier one back or renews it. */
export function onboardingData({ prisma }: Database) {
  return {
    async listConfirmations(userId: string): Promise<Confirmation[]> {
      const rows = await prisma.onboardingConfirmation.findMany({
        where: { userId },
        orderBy: { confirmedAt: "asc" },
      });
      const names = await prisma.user.findMany({
        where: { id: { in: rows.map((row) => row.confirmedBy) } },
        select: { id: true, name: true },
      });
      const nameOf = new Map(names.map((one) => [one.id, one.name]));
      return rows.map((row) => ({
        item: row.item,
        confirmed: row.confirmed,
        by: nameOf.get(row.confirmedBy) ?? row.confirmedBy,
        note: row.note,
        at: row.confirmedAt,
      }));
    },
    async append(row: {
      id: string;
      userId: string;
      item: string;
      confirmed: boolean;
      note: string;
      confirmedBy: string;
      confirmedAt: Date;
    }): Promise<void> {
      await prisma.onboardingConfirmation.create({ data: row });
    },
  };
}
export type OnboardingData = ReturnType<typeof onboardingData>;
