import { Link, redirect } from "react-router";
import { viewerContext } from "./context.server.ts";
import type { Route } from "./+types/home";

export function loader({ context }: Route.LoaderArgs) {
  const viewer = context.get(viewerContext);
  if (viewer) throw redirect(viewer.role === "learner" ? "/today" : "/teach");
  return null;
}

export default function Home() {
  return (
    <div className="mx-auto w-full max-w-6xl px-5 py-24 *:max-w-measure">
      <h1 className="font-serif text-4xl font-semibold sm:text-5xl">
        Learn to read a plan. Prove that you can.
      </h1>
      <p className="mt-6 font-serif text-xl text-muted">
        Planwise trains developers in database optimisation on a real PostgreSQL, in the browser:
        lessons with queries you can change, exercises graded on the plan and not on a stopwatch,
        and assessments that are fair to sit.
      </p>
      <p className="mt-10">
        <Link
          to="/sign-in"
          className="inline-flex h-11 items-center rounded-md bg-accent px-5 font-medium text-accent-ink"
        >
          Sign in
        </Link>
      </p>
    </div>
  );
}

export const meta: Route.MetaFunction = () => [
  { title: "Planwise: training and certification for database optimisation" },
];
