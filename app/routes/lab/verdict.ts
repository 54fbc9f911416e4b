import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/verdict";
import { answer, refusal } from "../json-body.ts";

/** One's own submission and its verdict, null while it waits. Asked again and again by the page. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const submission = await context
    .get(servicesContext)
    .lab.viewVerdict(requireViewer(context).id, params.submission);
  return submission
    ? answer({ submission })
    : refusal(404, "There is no such submission of yours.");
}
