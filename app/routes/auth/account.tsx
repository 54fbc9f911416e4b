import { data, Form } from "react-router";
import { z } from "zod";
import { Button } from "#app/components/ui/button.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/account";

const form = z.object({ session: z.string().max(100) });

export async function loader({ context }: Route.LoaderArgs) {
  const viewer = requireViewer(context);
  const sessions = await context.get(servicesContext).people.listSessions(viewer.id);
  return {
    name: viewer.name,
    email: viewer.email,
    role: viewer.role,
    sessions: sessions.map((session) => ({
      id: session.id,
      device: describeDevice(session.userAgent),
      address: session.ipAddress,
      since: session.createdAt.toISOString(),
      current: session.id === viewer.sessionId,
    })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const viewer = requireViewer(context);
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success) throw data(null, { status: 400 });
  const ended = await context
    .get(servicesContext)
    .people.revokeSession(viewer.id, parsed.data.session);
  if (!ended) throw data(null, { status: 404 });
  return { ended: true };
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title={loaderData.name} intro={`${loaderData.email}, ${loaderData.role}`}>
      <h2 className="font-serif text-2xl font-semibold">Where you are signed in</h2>
      <p className="mt-2 text-muted">
        Ending a session signs that device out at once. Answers it has saved stay saved.
      </p>
      {actionData?.ended && (
        <div className="mt-4">
          <Notice tone="good" live>
            The session was ended.
          </Notice>
        </div>
      )}
      <ul className="mt-6 divide-y divide-line border-y border-line">
        {loaderData.sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-4">
            <div className="grow">
              <p className="font-medium">
                {session.device}{" "}
                {session.current && <span className="font-normal text-muted">(this one)</span>}
              </p>
              <p className="text-sm text-muted">
                Since <DateTime iso={session.since} />
                {session.address && `, from ${session.address}`}
              </p>
            </div>
            {!session.current && (
              <Form method="post">
                <input type="hidden" name="session" value={session.id} />
                <Button
                  type="submit"
                  look="quiet"
                  size="small"
                  aria-label={`End the session on ${session.device}`}
                >
                  End session
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Your account · Planwise" }];

/** "Firefox on Linux", as far as the browser tells. */
function describeDevice(userAgent: string | null): string {
  if (!userAgent) return "Unknown device";
  const browser = ["Edg", "Firefox", "Chrome", "Safari"].find((name) =>
    userAgent.includes(`${name}/`),
  );
  const system = [
    ["Android", "Android"],
    ["iPhone", "iPhone"],
    ["iPad", "iPad"],
    ["Mac OS X", "macOS"],
    ["Windows", "Windows"],
    ["Linux", "Linux"],
  ].find(([mark]) => userAgent.includes(mark ?? ""));
  return `${browser === "Edg" ? "Edge" : (browser ?? "A browser")} on ${system?.[1] ?? "an unknown system"}`;
}
