import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/list";

export async function loader({ context }: Route.LoaderArgs) {
  const viewer = requireViewer(context);
  return { assessments: await context.get(servicesContext).assess.list(viewer.id) };
}

export default function Assessments({ loaderData }: Route.ComponentProps) {
  return (
    <Page
      title="Assessments"
      intro="Timed, saved on our server as you go, and explained question by question afterwards."
    >
      <ul className="divide-y divide-line border-y border-line">
        {loaderData.assessments.map((assessment) => (
          <li key={assessment.slug} className="flex flex-wrap items-baseline gap-x-8 gap-y-2 py-6">
            <div className="grow">
              <h2 className="font-serif text-xl font-semibold">
                <Link to={`/assess/${assessment.slug}`} className="hover:underline">
                  {assessment.title}
                </Link>
              </h2>
              <p className="mt-1 text-muted">
                {assessment.questions} questions, {assessment.minutes} minutes, {assessment.needed}{" "}
                right answers pass
              </p>
            </div>
            <p className="text-sm text-muted">
              {assessment.next.kind === "resume" ? (
                <>
                  Running until <DateTime iso={assessment.next.deadlineAt} />
                </>
              ) : assessment.next.kind === "already-passed" ? (
                <span className="text-good">Passed</span>
              ) : assessment.attempts.length > 0 ? (
                `${assessment.attempts.length} ${assessment.attempts.length === 1 ? "attempt" : "attempts"}, not passed yet`
              ) : (
                "Not taken yet"
              )}
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Assessments · Planwise" }];
