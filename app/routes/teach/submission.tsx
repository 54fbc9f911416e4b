import { data, Link } from "react-router";
import { SubmissionRecord } from "#app/components/lab/submission-record.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import type { Route } from "./+types/submission";

export async function loader({ params, context }: Route.LoaderArgs) {
  const record = await context.get(servicesContext).teach.submission(params.submission, null);
  if (!record) throw data(null, { status: 404 });
  return data({ record }, { headers: { "cache-control": "no-store" } });
}

export default function LearnersSubmission({ loaderData: { record } }: Route.ComponentProps) {
  const { exercise, learner } = record;
  return (
    <Page
      title={exercise.title}
      width="wide"
      intro={
        <>
          Handed in by{" "}
          <Link
            to={`/teach/learners/${learner.id}`}
            className="text-accent underline underline-offset-4"
          >
            {learner.name}
          </Link>
        </>
      }
    >
      <SubmissionRecord record={record} addressOf={(id) => `/teach/submissions/${id}`} />
    </Page>
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.record.learner.name ?? "Submission"} · Planwise` },
];
