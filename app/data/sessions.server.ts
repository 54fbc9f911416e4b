import type { Database } from "./database.server.ts";
import { gather } from "./gather.server.ts";
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

type SessionRow = LiveSession & { token: string; expiresAt: Date };

/** Sessions, read at every request: this is the one query each page and each saved answer pays. */
export function sessionData({ pool }: Database) {
  // Requests that arrive together ask together. Nothing is remembered: a revoked session ends at once.
  const byToken = gather(readSessions, { most: 2, together: 100 });

  async function readSessions(tokens: readonly string[]): Promise<(SessionRow | null)[]> {
    const { rows } = await pool.query<SessionRow>({
      name: "find-live-sessions",
      text: `SELECT s.token, s.expires_at AS "expiresAt", s.id AS "sessionId",
               s.updated_at AS "renewedAt", u.id, u.name, u.email, u.role
             FROM session s JOIN user_account u ON u.id = s.user_id
             WHERE s.token = ANY($1) AND u.deactivated_at IS NULL`,
      values: [tokens],
    });
    const found = new Map(rows.map((row) => [row.token, row]));
    return tokens.map((token) => found.get(token) ?? null);
  }

  return {
    /** The session and its person; null when it ended, was revoked, or the account is closed. */
    async findLive(token: string, now: Date): Promise<LiveSession | null> {
      const row = await byToken.load(token);
      if (row === null || row.expiresAt <= now) return null;
      const { sessionId, renewedAt, id, name, email, role } = row;
      return { sessionId, renewedAt, id, name, email, role };
    },
  };
}
export type SessionData = ReturnType<typeof sessionData>;
