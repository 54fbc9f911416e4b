import type { Mailer } from "#app/adapters/mail/mailer.server.ts";
import type { AuditData } from "#app/data/audit.server.ts";
import type { InvitationData } from "#app/data/invitations.server.ts";
import type { PeopleData, Role } from "#app/data/people.server.ts";
import type { Clock, Ids } from "#app/services/core.ts";
import { hashToken } from "./hash-token.ts";

type Deps = {
  invitations: InvitationData;
  people: PeopleData;
  audit: AuditData;
  mailer: Mailer;
  clock: Clock;
  ids: Ids;
  origin: string;
};

export type InviteResult =
  | { kind: "invited"; link: string; expiresAt: Date }
  | { kind: "already-here" };

const validDays = 7;

/** Makes an invitation link with a role. The link is shown once and mailed when an address is given. */
export async function invitePerson(
  deps: Deps,
  input: { email: string | null; role: Role; invitedBy: string },
): Promise<InviteResult> {
  const email = input.email?.trim().toLowerCase() || null;
  if (email && (await deps.people.findByEmail(email))) return { kind: "already-here" };
  const now = deps.clock.now();
  const id = deps.ids.next();
  const token = deps.ids.token();
  const expiresAt = new Date(now.getTime() + validDays * 86_400_000);
  await deps.invitations.create({
    id,
    tokenHash: await hashToken(token),
    email,
    role: input.role,
    invitedBy: input.invitedBy,
    createdAt: now,
    expiresAt,
  });
  await deps.audit.append({
    id: deps.ids.next(),
    at: now,
    actorId: input.invitedBy,
    action: "invite-person",
    subjectKind: "invitation",
    subjectId: id,
    detail: { email, role: input.role },
  });
  const link = `${deps.origin}/invitation/${token}`;
  if (email)
    await deps.mailer.send({
      to: email,
      subject: "Your invitation to Planwise",
      text: `Hello,\n\nyou are invited to Planwise as ${input.role}. Open this link within ${validDays} days to choose a password:\n\n${link}\n`,
    });
  return { kind: "invited", link, expiresAt };
}
