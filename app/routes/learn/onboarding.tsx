import { data } from "react-router";
import { OnboardingWeek } from "#app/components/standing/onboarding-week.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { RichText } from "#app/components/ui/rich-text.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/onboarding";

export async function loader({ context }: Route.LoaderArgs) {
  const onboarding = await context
    .get(servicesContext)
    .standing.onboarding(requireViewer(context).id);
  if (!onboarding) throw data(null, { status: 404 });
  return { onboarding };
}

export default function Onboarding({ loaderData }: Route.ComponentProps) {
  const { onboarding } = loaderData;
  return (
    <Page title={onboarding.title} intro={<RichText html={onboarding.about} />}>
      <p className="mb-10 font-medium">
        {onboarding.done} of {onboarding.of} done
      </p>
      <div className="flex flex-col gap-14">
        {onboarding.weeks.map((week) => (
          <OnboardingWeek key={week.title} week={week} />
        ))}
      </div>
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Onboarding · Planwise" }];
