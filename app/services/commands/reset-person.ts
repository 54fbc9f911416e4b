import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { AuditData } from "#app/data/audit.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { Clock, Ids } from "#app/services/core.ts";

type Deps = {
  people: PeopleData;
  credentials: Credentials;
  audit: AuditData;
  clock: Clock;
  ids: Ids;
  origin: string;
};
export type ResetResult =
  | { kind: "link"; link: string; expiresAt: Date }
  | { kind: "set" }
  | { kind: "not-found" }
  | { kind: "refused"; reason: "closed" };

/**
 * Lets a person in again who cannot ask for a letter: with a link to choose a password by, or with
 * a password set at once, which ends every session.
 */
export async function resetPerson(
  { people, credentials, audit, clock, ids, origin }: Deps,
  input: { email: string; password: string | null; by: string },
): Promise<ResetResult> {
  const person = await people.findByEmail(input.email.trim());
  if (!person) return { kind: "not-found" };
  if (person.deactivatedAt) return { kind: "refused", reason: "closed" };
  const now = clock.now();
  const token = input.password === null ? await credentials.createResetToken(person.id, now) : null;
  if (input.password !== null) await credentials.setPassword(person.id, input.password);
  await audit.append({
    id: ids.next(),
    at: now,
    actorId: input.by,
    action: token ? "issue-reset-link" : "set-password",
    subjectKind: "person",
    subjectId: person.id,
    detail: {},
  });
  if (!token) return { kind: "set" };
  const link = `${origin}/reset-password?token=${encodeURIComponent(token.token)}`;
  return { kind: "link", link, expiresAt: token.expiresAt };
}
