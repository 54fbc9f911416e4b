import type { Database } from "./database.server.ts";
import type { Role } from "./people.server.ts";

export type LiveSession = {
  sessionId: string;
  /** When its end was last moved. */
  renewedAt: Date;
  id: string;
  name: string;
  email: string;
  role: Role;
};

/** Sessions, read at every request: this is the one query each page and each saved answer pays. */
export function sessionData({ pool }: Database) {
  return {
    /** The session and its person; null when it ended, was revoked, or the account is closed. */
    async findLive(token: string, now: Date): Promise<LiveSession | null> {
      const { rows } = await pool.query<LiveSession>({
        name: "find-live-session",
        text: `SELECT s.id AS "sessionId", s.updated_at AS "renewedAt", u.id, u.name, u.email, u.role
               FROM session s JOIN user_account u ON u.id = s.user_id
               WHERE s.token = $1 AND s.expires_at > $2 AND u.deactivated_at IS NULL`,
        values: [token, now],
      });
      return rows[0] ?? null;
    },
  };
}
export type SessionData = ReturnType<typeof sessionData>;
