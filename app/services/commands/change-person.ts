import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { AuditData } from "#app/data/audit.server.ts";
import type { PeopleData, Role } from "#app/data/people.server.ts";
import type { Clock, Ids } from "#app/services/core.ts";

type Deps = {
  people: PeopleData;
  credentials: Credentials;
  audit: AuditData;
  clock: Clock;
  ids: Ids;
};

export type PersonChange = { kind: "role"; role: Role } | { kind: "close" } | { kind: "reopen" };
export type ChangeResult =
  | { kind: "changed" }
  | { kind: "not-found" }
  | { kind: "refused"; reason: "yourself" | "last-admin" };

/** Changes a person's role, or closes or reopens the account. Evidence stays; nobody is deleted. */
export async function changePerson(
  deps: Deps,
  input: { personId: string; actorId: string; change: PersonChange },
): Promise<ChangeResult> {
  const { people, credentials, audit, clock, ids } = deps;
  const person = await people.find(input.personId);
  if (!person) return { kind: "not-found" };
  const { change } = input;
  const losesAdmin =
    person.role === "admin" &&
    (change.kind === "close" || (change.kind === "role" && change.role !== "admin"));
  if (losesAdmin) {
    if (person.id === input.actorId) return { kind: "refused", reason: "yourself" };
    const admins = (await people.list()).filter(
      (one) => one.role === "admin" && !one.deactivatedAt,
    );
    if (admins.length <= 1) return { kind: "refused", reason: "last-admin" };
  }
  if (change.kind === "close" && person.id === input.actorId)
    return { kind: "refused", reason: "yourself" };

  if (change.kind === "role") await people.setRole(person.id, change.role);
  else await people.setDeactivated(person.id, change.kind === "close" ? clock.now() : null);
  if (change.kind === "close") await credentials.revokeAllSessions(person.id);
  await audit.append({
    id: ids.next(),
    at: clock.now(),
    actorId: input.actorId,
    action: `${change.kind === "role" ? "change-role" : change.kind}-person`,
    subjectKind: "person",
    subjectId: person.id,
    detail: change.kind === "role" ? { from: person.role, to: change.role } : {},
  });
  return { kind: "changed" };
}
