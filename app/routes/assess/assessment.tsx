import { data, Link, redirect } from "react-router";
import { AttemptTable } from "#app/components/assess/attempt-table.tsx";
import { StartAssessment } from "#app/components/assess/start-assessment.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { RichText } from "#app/components/ui/rich-text.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { PublicAssessment } from "#app/services/views/view-assessments.ts";
import type { Route } from "./+types/assessment";

export async function loader({ params, context }: Route.LoaderArgs) {
  const assessment = await context
    .get(servicesContext)
    .assess.view(requireViewer(context).id, params.assessment);
  if (!assessment) throw data(null, { status: 404 });
  return { assessment };
}

export async function action({ params, context }: Route.ActionArgs) {
  const result = await context.get(servicesContext).assess.start({
    userId: requireViewer(context).id,
    assessment: params.assessment,
    tabId: null,
  });
  if (result.kind === "running") throw redirect(`/assess/attempts/${result.attemptId}`);
  if (result.kind === "not-found") throw data(null, { status: 404 });
  const problem =
    result.reason === "bank-too-small"
      ? `This assessment cannot be started: its section "${result.section}" has ${result.found} of ${result.needed} questions. Please tell your instructor.`
      : null;
  return data({ problem }, { status: 409 });
}

export default function AssessmentEntrance({ loaderData, actionData }: Route.ComponentProps) {
  const { assessment } = loaderData;
  return (
    <Page
      title={assessment.title}
      intro={`${assessment.questions} questions in ${assessment.minutes} minutes. ${assessment.needed} right answers (${assessment.passMark} %) pass.`}
    >
      <Standing next={assessment.next} />
      <RichText html={assessment.intro} className="max-w-measure" />
      {assessment.next.kind === "start" && (
        <StartAssessment assessment={assessment} problem={actionData?.problem ?? null} />
      )}
      {assessment.attempts.length > 0 && (
        <section className="mt-14">
          <h2 className="mb-4 font-serif text-2xl font-semibold">Your attempts</h2>
          <AttemptTable attempts={assessment.attempts} />
        </section>
      )}
    </Page>
  );
}

/** Where somebody stands who has been here before; who may start reads the rules first. */
function Standing({ next }: { next: PublicAssessment["next"] }) {
  const notice = standingNotice(next);
  return notice && <div className="mb-12">{notice}</div>;
}

function standingNotice(next: PublicAssessment["next"]): React.ReactNode {
  switch (next.kind) {
    case "start":
      return null;
    case "resume":
      return (
        <Notice tone="warn">
          Your attempt is running until <DateTime iso={next.deadlineAt} />.{" "}
          <Link
            className="font-medium text-accent underline underline-offset-4"
            to={`/assess/attempts/${next.attemptId}`}
          >
            Continue where you were
          </Link>
        </Notice>
      );
    case "being-graded":
      return (
        <Notice tone="plain">
          Your last attempt is being scored. Reload this page in a moment.
        </Notice>
      );
    case "already-passed":
      return (
        <Notice tone="good">
          You have passed this assessment.{" "}
          <Link
            className="font-medium text-accent underline underline-offset-4"
            to={`/assess/attempts/${next.attemptId}/review`}
          >
            Look at your result
          </Link>
        </Notice>
      );
    case "cooling-off":
      return (
        <Notice tone="plain">
          You can try again from <DateTime iso={next.until} />. Until then, the review of your last
          attempt shows what to practise.
        </Notice>
      );
    default:
      return next satisfies never;
  }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.assessment.title ?? "Assessment"} · Planwise` },
];
