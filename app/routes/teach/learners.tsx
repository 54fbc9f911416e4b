import { data, Link } from "react-router";
import { LearnerFilter } from "#app/components/teach/learner-filter.tsx";
import { LearnerTable } from "#app/components/teach/learner-table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import type { Route } from "./+types/learners";
import { readLearnerQuery } from "./learner-query.server.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
  const view = await context.get(servicesContext).teach.learners(readLearnerQuery(url));
  return data(view, { headers: { "cache-control": "no-store" } });
}

export default function Learners({ loaderData }: Route.ComponentProps) {
  const { query, total, learners } = loaderData;
  return (
    <Page title="Learners" width="wide">
      <LearnerFilter query={query} shown={learners.length} total={total} />
      <LearnerTable query={query} learners={learners} anybody={total > 0} />
      <p className="mt-10 text-sm text-muted">
        You can learn here too:{" "}
        <Link to="/today" className="text-accent underline underline-offset-4">
          what is next for you
        </Link>
        .
      </p>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Learners · Planwise" }];
