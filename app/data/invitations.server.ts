import type { Database } from "./database.server.ts";
import type { Role } from "./people.server.ts";

export type Invitation = {
  id: string;
  tokenHash: string;
  email: string | null;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedBy: string | null;
  revokedAt: Date | null;
};

export function invitationData({ prisma, pool }: Database) {
  return {
    async create(
      invitation: Omit<Invitation, "acceptedAt" | "acceptedBy" | "revokedAt">,
    ): Promise<void> {
      await prisma.invitation.create({ data: invitation });
    },
    async findByTokenHash(tokenHash: string): Promise<Invitation | null> {
      const row = await prisma.invitation.findUnique({ where: { tokenHash } });
      return row && { ...row, role: row.role as Role };
    },
    async list(): Promise<Invitation[]> {
      const rows = await prisma.invitation.findMany({ orderBy: { createdAt: "desc" } });
      return rows.map((row) => ({ ...row, role: row.role as Role }));
    },
    async revoke(id: string, at: Date): Promise<void> {
      await prisma.invitation.updateMany({
        where: { id, acceptedAt: null, revokedAt: null },
        data: { revokedAt: at },
      });
    },
    /** Takes the invitation for one person, or says false when it was taken, revoked or has run out. */
    async claim(id: string, userId: string, at: Date): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE invitation SET accepted_at = $3, accepted_by = $2
         WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $3`,
        [id, userId, at],
      );
      return rowCount === 1;
    },
    /** Gives a claimed invitation back when the account could not be made. */
    async release(id: string, userId: string): Promise<void> {
      await prisma.invitation.updateMany({
        where: { id, acceptedBy: userId },
        data: { acceptedAt: null, acceptedBy: null },
      });
    },
  };
}
export type InvitationData = ReturnType<typeof invitationData>;
