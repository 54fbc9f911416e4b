import { data, redirect } from "react-router";
import { Review } from "#app/components/assess/review.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/review";

export async function loader({ params, context }: Route.LoaderArgs) {
  const view = await context
    .get(servicesContext)
    .assess.viewReview(requireViewer(context).id, params.attempt);
  if (view.kind === "not-found") throw data(null, { status: 404 });
  if (view.kind === "open") throw redirect(`/assess/attempts/${params.attempt}`);
  return data(
    { review: view.kind === "review" ? view.review : null },
    { headers: { "cache-control": "no-store" } },
  );
}

export default function AttemptReview({ loaderData }: Route.ComponentProps) {
  if (!loaderData.review)
    return (
      <Page
        title="Your answers are in"
        intro="They are being scored. Reload this page in a moment."
      >
        {null}
      </Page>
    );
  return <Review review={loaderData.review} />;
}

export const meta: Route.MetaFunction = () => [{ title: "Your result · Planwise" }];
