import { data } from "react-router";
import type { FrameHandle } from "#app/components/layout/shell.tsx";
import { EarlyLabScript } from "#app/components/lab/early-lab-script.tsx";
import { Lab } from "#app/components/lab/lab.tsx";
import { readLabPreferences } from "#app/platform/lab-preferences.ts";
import { nonceContext, servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/exercise";

export const handle: FrameHandle = {
  frame: "wide",
  earlyHead: (loaderData) => (
    <EarlyLabScript {...(loaderData as Route.ComponentProps["loaderData"])} />
  ),
};

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const viewer = requireViewer(context);
  const view = await context.get(servicesContext).lab.view(viewer.id, params.exercise);
  if (!view) throw data(null, { status: 404 });
  const preferences = readLabPreferences(request.headers.get("cookie"));
  return data(
    { view, viewerId: viewer.id, preferences, nonce: context.get(nonceContext) },
    { headers: { "cache-control": "no-store" } },
  );
}

export default function ExercisePage({ loaderData }: Route.ComponentProps) {
  return <Lab key={loaderData.view.exercise.slug} {...loaderData} />;
}

/** The page keeps itself up to date; nothing may redraw what is being typed. */
export function shouldRevalidate({
  currentParams,
  nextParams,
}: {
  currentParams: Record<string, string | undefined>;
  nextParams: Record<string, string | undefined>;
}) {
  return currentParams["exercise"] !== nextParams["exercise"];
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.view.exercise.title ?? "Exercise"} · Planwise` },
];
