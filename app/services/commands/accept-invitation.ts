import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { AuditData } from "#app/data/audit.server.ts";
import type { InvitationData } from "#app/data/invitations.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { Clock, Ids } from "#app/services/core.ts";
import { hashToken } from "./hash-token.ts";

type Deps = {
  invitations: InvitationData;
  people: PeopleData;
  credentials: Credentials;
  audit: AuditData;
  clock: Clock;
  ids: Ids;
};

export type AcceptResult =
  | { kind: "accepted"; userId: string; email: string }
  | { kind: "not-open" }
  | { kind: "wrong-address" }
  | { kind: "address-taken" };

/** Turns an open invitation into an account; of two who press the button together one wins. */
export async function acceptInvitation(
  deps: Deps,
  input: { token: string; name: string; email: string; password: string },
): Promise<AcceptResult> {
  const email = input.email.trim().toLowerCase();
  const invitation = await deps.invitations.findByTokenHash(await hashToken(input.token));
  const now = deps.clock.now();
  if (!invitation || invitation.acceptedAt || invitation.revokedAt || invitation.expiresAt <= now)
    return { kind: "not-open" };
  if (invitation.email && invitation.email !== email) return { kind: "wrong-address" };
  if (await deps.people.findByEmail(email)) return { kind: "address-taken" };

  const claim = deps.ids.next();
  if (!(await deps.invitations.claim(invitation.id, claim, now))) return { kind: "not-open" };
  let userId: string;
  try {
    userId = await deps.credentials.createAccount({
      name: input.name.trim(),
      email,
      role: invitation.role,
      password: input.password,
    });
  } catch (error) {
    await deps.invitations.release(invitation.id, claim);
    if (await deps.people.findByEmail(email)) return { kind: "address-taken" };
    throw error;
  }
  await deps.audit.append({
    id: deps.ids.next(),
    at: now,
    actorId: userId,
    action: "accept-invitation",
    subjectKind: "invitation",
    subjectId: invitation.id,
    detail: { userId, role: invitation.role },
  });
  return { kind: "accepted", userId, email };
}
