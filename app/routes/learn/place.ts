import { data } from "react-router";
import { servicesContext } from "../context.server.ts";
import { readForm } from "../form-body.server.ts";
import { requireViewer } from "../guard.server.ts";
import type { Route } from "./+types/place";

/** Where the reader is, sent by the page as a beacon. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const { at } = await readForm(request);
  const known = await context.get(servicesContext).reading.record({
    userId: requireViewer(context).id,
    module: params.module,
    lesson: params.lesson,
    anchor: typeof at === "string" && at !== "" ? at : null,
  });
  if (!known) throw data(null, { status: 404 });
  return new Response(null, { status: 204 });
}
