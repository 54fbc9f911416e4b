import { data } from "react-router";
import { LessonPage } from "#app/components/reading/lesson-page.tsx";
import { useReadingPlace } from "#app/components/reading/use-reading-place.ts";
import { servicesContext } from "../context.server.ts";
import { readForm } from "../form-body.server.ts";
import { requireViewer } from "../guard.server.ts";
import type { Route } from "./+types/lesson";

export async function loader({ params, context }: Route.LoaderArgs) {
  const lesson = await context.get(servicesContext).reading.lesson({
    userId: requireViewer(context).id,
    module: params.module,
    lesson: params.lesson,
  });
  if (!lesson) throw data(null, { status: 404 });
  return lesson;
}

/** The reader says the lesson is read. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const { intent } = await readForm(request);
  if (intent !== "complete") {
    throw data({ reason: "This page only takes the note that a lesson is read." }, { status: 400 });
  }
  const known = await context.get(servicesContext).reading.complete({
    userId: requireViewer(context).id,
    module: params.module,
    lesson: params.lesson,
  });
  if (!known) throw data(null, { status: 404 });
  return null;
}

export default function LessonRoute({ loaderData: lesson }: Route.ComponentProps) {
  const address = `/learn/${lesson.module.slug}/${lesson.slug}`;
  const current = useReadingPlace(
    `${address}/place`,
    lesson.toc.map(({ id }) => id),
  );
  // A new lesson is a new page: open answers and results of the last one go.
  return <LessonPage key={address} lesson={lesson} current={current} />;
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData ? `${loaderData.title} · Planwise` : "Planwise" },
];
