import { ModuleList } from "#app/components/reading/module-list.tsx";
import { servicesContext } from "../context.server.ts";
import { requireViewer } from "../guard.server.ts";
import type { Route } from "./+types/module-list";

export async function loader({ context }: Route.LoaderArgs) {
  return context.get(servicesContext).reading.modules(requireViewer(context).id);
}

export default function ModuleListRoute({ loaderData }: Route.ComponentProps) {
  return <ModuleList {...loaderData} />;
}

export const meta: Route.MetaFunction = () => [{ title: "Learn · Planwise" }];
