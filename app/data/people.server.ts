import type { Database } from "./database.server.ts";

export type Role = "learner" | "instructor" | "admin";

export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  team: string | null;
  deactivatedAt: Date | null;
  createdAt: Date;
};

const columns = {
  id: true,
  name: true,
  email: true,
  role: true,
  team: true,
  deactivatedAt: true,
  createdAt: true,
} as const;

/** The people of the team. E-mail addresses are compared in lower case. */
export function peopleData({ prisma }: Database) {
  return {
    async find(id: string): Promise<Person | null> {
      return asPerson(await prisma.user.findUnique({ where: { id }, select: columns }));
    },
    async findByEmail(email: string): Promise<Person | null> {
      return asPerson(
        await prisma.user.findUnique({ where: { email: email.toLowerCase() }, select: columns }),
      );
    },
    async list(): Promise<Person[]> {
      const rows = await prisma.user.findMany({ select: columns, orderBy: { name: "asc" } });
      return rows.map((row) => ({ ...row, role: row.role as Role }));
    },
    async setRole(id: string, role: Role): Promise<void> {
      await prisma.user.update({ where: { id }, data: { role } });
    },
    async setDeactivated(id: string, at: Date | null): Promise<void> {
      await prisma.user.update({ where: { id }, data: { deactivatedAt: at } });
    },
  };
}
export type PeopleData = ReturnType<typeof peopleData>;

function asPerson<T extends { role: string }>(row: T | null): (T & { role: Role }) | null {
  return row && { ...row, role: row.role as Role };
}
