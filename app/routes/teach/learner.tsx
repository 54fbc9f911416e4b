import { data } from "react-router";
import { z } from "zod";
import { LearnerRecord } from "#app/components/teach/learner-record.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import { requireViewer } from "#app/routes/guard.server.ts";
import type { Route } from "./+types/learner";

const form = z.object({
  intent: z.enum(["confirm", "withdraw"]),
  item: z.string().max(20),
  note: z.string().max(2000),
  from: z.enum(["waiting", "path"]).default("path"),
});

export async function loader({ params, context }: Route.LoaderArgs) {
  const record = await context.get(servicesContext).teach.learner(params.learner);
  if (!record) throw data(null, { status: 404 });
  const own = record.person.id === requireViewer(context).id;
  return data({ record, own }, { headers: { "cache-control": "no-store" } });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const viewer = requireViewer(context);
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success)
    throw data(
      { reason: "A note has at most 2,000 characters. Go back, shorten it and send it again." },
      { status: 400 },
    );
  const { intent, item, note, from } = parsed.data;
  const result = await context.get(servicesContext).teach.confirmItem({
    learnerId: params.learner,
    item,
    confirmed: intent === "confirm",
    note,
    by: viewer.id,
  });
  if (result.kind === "not-found") throw data(null, { status: 404 });
  if (result.kind === "recorded") return { item, done: intent, problem: null, from };
  return data({ item, done: null, problem: refusals[result.reason], from }, { status: 409 });
}

const refusals = {
  yourself: "You cannot confirm your own steps. Ask another instructor.",
  "no-note": "Write what you saw or why you take it back: the note stays with the record.",
};

export default function Learner({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <LearnerRecord record={loaderData.record} own={loaderData.own} answer={actionData ?? null} />
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.record.person.name ?? "Learner"} · Planwise` },
];
