import type { Database } from "./database.server.ts";

export type AuditEvent = {
  id: string;
  at: Date;
  actorId: string | null;
  /** verb-noun, e.g. "invite-person". */
  action: string;
  subjectKind: string;
  subjectId: string;
  detail: Record<string, string | number | boolean | null>;
};

/** The record of who did what; rows are only ever added. */
export function auditData({ prisma }: Database) {
  return {
    async append(event: AuditEvent): Promise<void> {
      await prisma.auditEvent.create({ data: event });
    },
    list(subjectKind: string, subjectId: string) {
      return prisma.auditEvent.findMany({
        where: { subjectKind, subjectId },
        orderBy: { at: "asc" },
      });
    },
  };
}
export type AuditData = ReturnType<typeof auditData>;
