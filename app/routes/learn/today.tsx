import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { PublicToday } from "#app/services/views/view-today.ts";
import type { Route } from "./+types/today";

export async function loader({ context }: Route.LoaderArgs) {
  const viewer = requireViewer(context);
  return { name: viewer.name, today: await context.get(servicesContext).standing.today(viewer.id) };
}

export default function Today({ loaderData }: Route.ComponentProps) {
  const { name, today } = loaderData;
  return (
    <Page title={`Hello, ${name.split(" ")[0]}`}>
      {today.running.map((attempt) => (
        <div key={attempt.to} className="mb-10">
          <Notice tone="warn">
            Your {attempt.title} is running until <DateTime iso={attempt.deadlineAt} />.{" "}
            <Link to={attempt.to} className="font-medium text-accent underline underline-offset-4">
              Go back to it
            </Link>
          </Notice>
        </div>
      ))}
      {today.lesson && <NextLesson lesson={today.lesson} />}
      {today.next.length > 0 && <NextSteps next={today.next} onboarding={today.onboarding} />}
      <section className="mt-14">
        <h2 className="font-serif text-2xl font-semibold">Your certificates</h2>
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {today.certifications.map((one) => (
            <li key={one.short} className="flex flex-wrap items-baseline gap-x-6 py-3">
              <span className="grow">
                {one.title} <span className="text-muted">({one.short})</span>
              </span>
              <span className="text-muted">
                {one.met} of {one.of} requirements
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-4">
          <Link to="/standing" className="text-accent underline underline-offset-4">
            What is missing, and where to do it
          </Link>
        </p>
      </section>
    </Page>
  );
}

function NextLesson({ lesson }: { lesson: NonNullable<PublicToday["lesson"]> }) {
  return (
    <section className="rounded-lg border border-line bg-surface px-6 py-6">
      <p className="text-sm text-muted">
        {lesson.begun ? "Continue where you left off" : "Read next"}
      </p>
      <h2 className="mt-1 font-serif text-2xl font-semibold">
        <Link to={lesson.to} className="hover:underline">
          {lesson.title}
        </Link>
      </h2>
      <p className="mt-1 text-muted">
        {lesson.module}, {lesson.minutes} minutes
      </p>
      <Link
        to={lesson.to}
        className="mt-5 inline-flex h-11 items-center rounded-md bg-accent px-5 font-medium text-accent-ink hover:brightness-110"
      >
        {lesson.begun ? "Continue" : "Start reading"}
      </Link>
    </section>
  );
}

function NextSteps({ next, onboarding }: Pick<PublicToday, "next" | "onboarding">) {
  return (
    <section className="mt-14">
      <h2 className="font-serif text-2xl font-semibold">Next on your path</h2>
      <ol className="mt-4 divide-y divide-line border-y border-line">
        {next.map((step) => (
          <li key={step.item} className="py-3">
            <p>{step.item}</p>
            {step.step && (
              <p className="text-sm text-muted">
                {step.to ? (
                  <Link to={step.to} className="text-accent underline underline-offset-4">
                    {step.step}
                  </Link>
                ) : (
                  step.step
                )}
              </p>
            )}
          </li>
        ))}
      </ol>
      {onboarding && (
        <p className="mt-4">
          <Link to="/onboarding" className="text-accent underline underline-offset-4">
            {onboarding.title}: {onboarding.done} of {onboarding.of} done
          </Link>
        </p>
      )}
    </section>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Today · Planwise" }];
