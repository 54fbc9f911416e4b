import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { Role } from "#app/data/people.server.ts";
import type { SessionData } from "#app/data/sessions.server.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = { credentials: Credentials; sessions: SessionData; clock: Clock };

export type FoundViewer = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sessionId: string;
};

const renewAfterMs = 86_400_000;

/** Who sent this request, read from the database each time, so that a revoked session or a closed account ends at once. */
export async function findViewer(
  { credentials, sessions, clock }: Deps,
  headers: Headers,
): Promise<FoundViewer | null> {
  const token = credentials.readToken(headers);
  if (token === null) return null;
  const now = clock.now();
  const live = await sessions.findLive(token, now);
  if (!live) return null;
  // Once a day the session is renewed, so that somebody who comes every day stays signed in.
  if (now.getTime() - live.renewedAt.getTime() > renewAfterMs)
    await credentials.renewSession(headers);
  const { id, name, email, role, sessionId } = live;
  return { id, name, email, role, sessionId };
}
