import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { PeopleData, Role } from "#app/data/people.server.ts";

type Deps = { credentials: Credentials; people: PeopleData };

export type FoundViewer = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sessionId: string;
};

/** Who sent this request, read from the database each time, so that a revoked session or a closed account ends at once. */
export async function findViewer(
  { credentials, people }: Deps,
  headers: Headers,
): Promise<FoundViewer | null> {
  if (!headers.get("cookie")?.includes("planwise.session_token")) return null;
  const session = await credentials.findSession(headers);
  if (!session) return null;
  const person = await people.find(session.userId);
  if (!person || person.deactivatedAt) return null;
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    sessionId: session.sessionId,
  };
}
