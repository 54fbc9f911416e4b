import { data } from "react-router";
import { z } from "zod";
import { CloseAccountQuestion } from "#app/components/admin/close-account.tsx";
import { InvitationLink } from "#app/components/admin/invitation-link.tsx";
import { InviteForm } from "#app/components/admin/invite-form.tsx";
import { OpenInvitations } from "#app/components/admin/open-invitations.tsx";
import { PeopleList } from "#app/components/admin/people-list.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/people";

const role = z.enum(["learner", "instructor", "admin"]);
const form = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("invite"),
    email: z.union([z.literal(""), z.email().max(320)]),
    role,
  }),
  z.object({ intent: z.literal("revoke"), invitation: z.uuid() }),
  z.object({ intent: z.literal("role"), person: z.string().max(100), role }),
  z.object({
    intent: z.literal("close"),
    person: z.string().max(100),
    /** Left out, the page asks first. */
    sure: z.literal("yes").optional(),
  }),
  z.object({ intent: z.literal("reopen"), person: z.string().max(100) }),
]);

export async function loader({ context }: Route.LoaderArgs) {
  const { people, clock } = context.get(servicesContext);
  const now = clock.now();
  const [list, invitations] = await Promise.all([people.list(), people.listInvitations()]);
  return {
    viewerId: requireViewer(context).id,
    people: list.map(({ id, name, email, role, deactivatedAt }) => ({
      id,
      name,
      email,
      role,
      closed: deactivatedAt !== null,
    })),
    invitations: invitations
      .filter((one) => !one.acceptedAt && !one.revokedAt && one.expiresAt > now)
      .map(({ id, email, role, expiresAt }) => ({
        id,
        email,
        role,
        expiresAt: expiresAt.toISOString(),
      })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const { people, clock } = context.get(servicesContext);
  const viewer = requireViewer(context);
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success)
    return answer("bad", "Enter an address like name@example.com, or leave it empty.", 400);
  const given = parsed.data;
  if (given.intent === "invite") {
    const result = await people.invite({
      email: given.email || null,
      role: given.role,
      invitedBy: viewer.id,
    });
    return result.kind === "already-here"
      ? answer("bad", "Somebody with this address is in the team already.", 409)
      : answer("good", "The invitation is ready. Copy its link now; it is not shown again.", 200, {
          link: result.link,
        });
  }
  if (given.intent === "revoke") {
    await people.revokeInvitation(given.invitation, clock.now());
    return answer("good", "The invitation was withdrawn; its link no longer works.");
  }
  if (given.intent === "close" && !given.sure)
    return answer("warn", "", 200, { ask: given.person });
  const change =
    given.intent === "role" ? { kind: "role" as const, role: given.role } : { kind: given.intent };
  const result = await people.change({ personId: given.person, actorId: viewer.id, change });
  if (result.kind === "not-found") throw data(null, { status: 404 });
  if (result.kind === "changed") return answer("good", "Changed.");
  return result.reason === "yourself"
    ? answer(
        "bad",
        "You cannot take your own administrator's rights away. Ask another administrator.",
        409,
      )
    : answer("bad", "This is the only administrator. Make somebody else administrator first.", 409);
}

/** `link` is shown this once; `ask` is whose account is to be closed, if that is meant. */
type More = { link?: string; ask?: string };

function answer(tone: "good" | "warn" | "bad", text: string, status = 200, more: More = {}) {
  return data({ tone, text, ...more }, { status });
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { people, invitations, viewerId } = loaderData;
  const asked = people.find((one) => one.id === actionData?.ask && !one.closed);
  return (
    <Page title="People" width="wide">
      {actionData && (actionData.text || asked) && (
        <Notice tone={actionData.tone}>
          {actionData.text && <p role="status">{actionData.text}</p>}
          {actionData.link && <InvitationLink key={actionData.link} link={actionData.link} />}
          {asked && <CloseAccountQuestion person={asked} />}
        </Notice>
      )}
      <section className="mt-8">
        <h2 className="font-serif text-2xl font-semibold">Invite somebody</h2>
        <InviteForm made={actionData?.link ?? null} />
      </section>
      {invitations.length > 0 && (
        <section className="mt-12">
          <h2 className="font-serif text-2xl font-semibold">Open invitations</h2>
          <OpenInvitations invitations={invitations} />
        </section>
      )}
      <section className="mt-12">
        <h2 className="mb-4 font-serif text-2xl font-semibold">The team</h2>
        <PeopleList people={people} viewerId={viewerId} />
      </section>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "People · Planwise" }];
