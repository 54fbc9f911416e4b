import type { InvitationData } from "#app/data/invitations.server.ts";
import type { Role } from "#app/data/people.server.ts";
import type { Clock } from "#app/services/core.ts";
import { hashToken } from "./hash-token.ts";

type Deps = { invitations: InvitationData; clock: Clock };

/** What the invitation page shows; null when the link is unknown, used, revoked or too old. */
export async function findOpenInvitation(
  { invitations, clock }: Deps,
  token: string,
): Promise<{ email: string | null; role: Role } | null> {
  const found = await invitations.findByTokenHash(await hashToken(token));
  if (!found || found.acceptedAt || found.revokedAt || found.expiresAt <= clock.now()) return null;
  return { email: found.email, role: found.role };
}
