import { learnerFile } from "#app/domain/analytics/learner-file.ts";
import { servicesContext } from "#app/routes/context.server.ts";
import type { Route } from "./+types/learners-file";
import { readLearnerQuery } from "./learner-query.server.ts";

/** The table of learners as a file, with the same filter and order as the page. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const { teach, clock } = context.get(servicesContext);
  const { learners } = await teach.learners(readLearnerQuery(url));
  const day = clock.now().toISOString().slice(0, 10);
  return new Response(learnerFile(learners), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="planwise-learners-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
}
