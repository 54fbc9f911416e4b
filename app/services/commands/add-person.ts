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
export type AddResult = { kind: "added"; id: string } | { kind: "already-here" };

/** Makes an account with a password at once, where there is nobody to click a link. */
export async function addPerson(
  { people, credentials, audit, clock, ids }: Deps,
  input: { name: string; email: string; role: Role; password: string; by: string },
): Promise<AddResult> {
  const email = input.email.trim().toLowerCase();
  if (await people.findByEmail(email)) return { kind: "already-here" };
  const { name, role, password } = input;
  const id = await credentials.createAccount({ name: name.trim(), email, role, password });
  await audit.append({
    id: ids.next(),
    at: clock.now(),
    actorId: input.by,
    action: "add-person",
    subjectKind: "person",
    subjectId: id,
    detail: { email, role },
  });
  return { kind: "added", id };
}
