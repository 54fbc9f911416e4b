import { data } from "react-router";
import { AttemptRecord } from "#app/components/teach/attempt-record.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/attempt";

export async function loader({ params, context }: Route.LoaderArgs) {
  const record = await context
    .get(servicesContext)
    .teach.attempt(requireViewer(context).id, params.attempt);
  if (!record) throw data(null, { status: 404 });
  return data({ record }, { headers: { "cache-control": "no-store" } });
}

export default function LearnersAttempt({ loaderData }: Route.ComponentProps) {
  return <AttemptRecord record={loaderData.record} />;
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.record.learner.name ?? "Attempt"} · Planwise` },
];
