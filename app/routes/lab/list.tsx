import { ExerciseTable } from "#app/components/lab/exercise-list.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/list";

export async function loader({ context }: Route.LoaderArgs) {
  const groups = await context.get(servicesContext).lab.list(requireViewer(context).id);
  return { groups };
}

export default function ExerciseList({ loaderData: { groups } }: Route.ComponentProps) {
  return (
    <Page
      title="Practise"
      intro="Run queries and code against seeded data in your own browser, then hand in what you have. The server runs it again and tells you what held and what did not."
      width="wide"
    >
      {groups.length === 0 ? (
        <p className="text-muted">
          There are no exercises yet. Authors add one with <code>npx planwise new exercise</code>.
        </p>
      ) : (
        groups.map((group) => <ExerciseTable key={group.module} group={group} />)
      )}
    </Page>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Practise · Planwise" }];
