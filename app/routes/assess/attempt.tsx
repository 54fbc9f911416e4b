import { data, redirect } from "react-router";
import { Examination } from "#app/components/assess/examination.tsx";
import type { FrameHandle } from "#app/components/layout/shell.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/attempt";

export const handle: FrameHandle = { frame: "focus" };

export async function loader({ params, context }: Route.LoaderArgs) {
  const viewer = requireViewer(context);
  const view = await context.get(servicesContext).assess.viewAttempt(viewer.id, params.attempt);
  if (view.kind === "not-found") throw data(null, { status: 404 });
  if (view.kind === "closed") throw redirect(`/assess/attempts/${params.attempt}/review`);
  return data(
    { attempt: view.attempt, viewerId: viewer.id },
    { headers: { "cache-control": "no-store" } },
  );
}

export default function Attempt({ loaderData }: Route.ComponentProps) {
  return (
    <Examination
      key={loaderData.attempt.id}
      attempt={loaderData.attempt}
      viewerId={loaderData.viewerId}
    />
  );
}

/** The page keeps itself up to date; going back to it must not redraw what is being typed. */
export function shouldRevalidate() {
  return false;
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.attempt.title ?? "Assessment"} · Planwise` },
];
