import { data } from "react-router";
import { ModulePage } from "#app/components/reading/module-page.tsx";
import { servicesContext } from "../context.server.ts";
import { requireViewer } from "../guard.server.ts";
import type { Route } from "./+types/module";

export async function loader({ params, context }: Route.LoaderArgs) {
  const module = await context.get(servicesContext).reading.module({
    userId: requireViewer(context).id,
    module: params.module,
  });
  if (!module) throw data(null, { status: 404 });
  return module;
}

export default function ModuleRoute({ loaderData }: Route.ComponentProps) {
  return <ModulePage module={loaderData} />;
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData ? `${loaderData.title} · Planwise` : "Planwise" },
];
