import { data, Form } from "react-router";
import { z } from "zod";
import { Button } from "#app/components/ui/button.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { PeopleTable } from "#app/components/admin/people-table.tsx";
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
  z.object({ intent: z.literal("close"), person: z.string().max(100) }),
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
      : answer(
          "good",
          "The invitation is ready. Copy its link now; it is not shown again.",
          200,
          result.link,
        );
  }
  if (given.intent === "revoke") {
    await people.revokeInvitation(given.invitation, clock.now());
    return answer("good", "The invitation was withdrawn; its link no longer works.");
  }
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

function answer(tone: "good" | "bad", text: string, status = 200, link: string | null = null) {
  return data({ tone, text, link }, { status });
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title="People" width="wide">
      {actionData && (
        <Notice tone={actionData.tone} live>
          {actionData.text}
          {"link" in actionData && (
            <code className="mt-2 block select-all break-all">{actionData.link}</code>
          )}
        </Notice>
      )}
      <section className="mt-8">
        <h2 className="font-serif text-2xl font-semibold">Invite somebody</h2>
        <Form method="post" className="mt-4 flex flex-wrap items-end gap-4">
          <input type="hidden" name="intent" value="invite" />
          <div className="w-72 max-w-full">
            <Field label="E-mail address (optional)" name="email" type="email" />
          </div>
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            Role
            <select
              name="role"
              className="h-11 rounded-md border border-line-strong bg-raised px-3 text-base font-normal"
            >
              <option value="learner">Learner</option>
              <option value="instructor">Instructor</option>
              <option value="admin">Administrator</option>
            </select>
          </label>
          <Button type="submit">Make the link</Button>
        </Form>
      </section>
      {loaderData.invitations.length > 0 && (
        <section className="mt-12">
          <h2 className="font-serif text-2xl font-semibold">Open invitations</h2>
          <ul className="mt-4 divide-y divide-line border-y border-line">
            {loaderData.invitations.map((invitation) => (
              <li key={invitation.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
                <span className="grow">
                  {invitation.email ?? "Anyone with the link"}, {invitation.role}
                </span>
                <span className="text-sm text-muted">
                  until <DateTime iso={invitation.expiresAt} />
                </span>
                <Form method="post">
                  <input type="hidden" name="intent" value="revoke" />
                  <input type="hidden" name="invitation" value={invitation.id} />
                  <Button type="submit" look="quiet" size="small">
                    Withdraw
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="mt-12">
        <h2 className="mb-4 font-serif text-2xl font-semibold">The team</h2>
        <PeopleTable people={loaderData.people} viewerId={loaderData.viewerId} />
      </section>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "People · Planwise" }];
