import { Link } from "react-router";
import { CertificationCard } from "#app/components/standing/certification-card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/standing";

export async function loader({ context }: Route.LoaderArgs) {
  const { standing } = context.get(servicesContext);
  const viewer = requireViewer(context);
  const [certifications, onboarding] = await Promise.all([
    standing.view(viewer.id),
    standing.onboarding(viewer.id),
  ]);
  return {
    certifications,
    onboarding: onboarding && { title: onboarding.title, done: onboarding.done, of: onboarding.of },
  };
}

export default function Standing({ loaderData }: Route.ComponentProps) {
  const { certifications, onboarding } = loaderData;
  return (
    <Page
      title="Where I stand"
      intro="What each certificate asks for, what you have shown, and what is missing."
    >
      {onboarding && (
        <p className="mb-12">
          <Link to="/onboarding" className="text-accent underline underline-offset-4">
            {onboarding.title}
          </Link>
          : {onboarding.done} of {onboarding.of} done
        </p>
      )}
      <div className="flex flex-col gap-16">
        {certifications.map((certification) => (
          <CertificationCard key={certification.slug} certification={certification} />
        ))}
      </div>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Where I stand · Planwise" }];
