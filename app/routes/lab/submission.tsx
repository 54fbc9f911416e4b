import { data, Link } from "react-router";
import { SubmissionRecord } from "#app/components/lab/submission-record.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/submission";

export async function loader({ params, context }: Route.LoaderArgs) {
  const { lab } = context.get(servicesContext);
  const record = await lab.viewSubmission(params.submission, requireViewer(context).id);
  if (!record) throw data(null, { status: 404 });
  return data({ record }, { headers: { "cache-control": "no-store" } });
}

export default function OwnSubmission({ loaderData: { record } }: Route.ComponentProps) {
  const { exercise } = record;
  return (
    <Page
      title={exercise.title}
      width="wide"
      intro={
        exercise.offered && (
          <Link to={`/lab/${exercise.slug}`} className="text-accent underline underline-offset-4">
            Go to the exercise
          </Link>
        )
      }
    >
      <SubmissionRecord record={record} addressOf={(id) => `/lab/submissions/${id}`} />
    </Page>
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.record.exercise.title ?? "Submission"} · Planwise` },
];
