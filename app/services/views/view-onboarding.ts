import { z } from "zod";
import type { OnboardingData } from "#app/data/onboarding.server.ts";
import { evaluatePath, type OnboardingOffer, type Step } from "#app/domain/onboarding/checklist.ts";
import type { OnboardingPath } from "#app/domain/onboarding/path.ts";
import { gatherEvidence, type EvidenceDeps } from "./gather-evidence.ts";

/** Titles for what a step points at. */
export type Titles = {
  module(slug: string): string;
  lesson(id: string): string;
  exercise(slug: string): string;
};
export type OnboardingDeps = EvidenceDeps & {
  path: (OnboardingPath & { about: string }) | null;
  onboarding: OnboardingData;
  offer: OnboardingOffer;
  titles: Titles;
};

const iso = z.iso.datetime();
const publicItem = z.strictObject({
  id: z.string(),
  text: z.string(),
  hint: z.string().nullable(),
  state: z.enum(["evidence", "confirmed", "open"]),
  at: iso.nullable(),
  confirmation: z
    .strictObject({ confirmed: z.boolean(), by: z.string(), note: z.string(), at: iso })
    .nullable(),
  /** What ticks the item, each with its state and the way there. */
  steps: z.array(
    z.strictObject({
      text: z.string(),
      to: z.string().nullable(),
      done: z.boolean(),
      progress: z.string().nullable(),
    }),
  ),
  waitsFor: z.string().nullable(),
});
export const publicOnboarding = z.strictObject({
  title: z.string(),
  about: z.string(),
  done: z.number(),
  of: z.number(),
  weeks: z.array(
    z.strictObject({ title: z.string(), done: z.number(), items: z.array(publicItem) }),
  ),
});
export type PublicOnboarding = z.infer<typeof publicOnboarding>;

/** A person's first weeks, item by item. */
export async function viewOnboarding(
  deps: OnboardingDeps,
  userId: string,
): Promise<PublicOnboarding | null> {
  if (!deps.path) return null;
  const [{ facts }, confirmations] = await Promise.all([
    gatherEvidence(deps, userId),
    deps.onboarding.listConfirmations(userId),
  ]);
  const checklist = evaluatePath(deps.path, facts, deps.offer, confirmations);
  return publicOnboarding.parse({
    title: deps.path.title,
    about: deps.path.about,
    done: checklist.done,
    of: checklist.of,
    weeks: checklist.weeks.map((week) => ({
      title: week.title,
      done: week.items.filter((item) => item.state !== "open").length,
      items: week.items.map((item) => ({
        id: item.id,
        text: item.text,
        hint: item.hint,
        state: item.state,
        at: item.at?.toISOString() ?? null,
        confirmation: item.confirmation && {
          confirmed: item.confirmation.confirmed,
          by: item.confirmation.by,
          note: item.confirmation.note,
          at: item.confirmation.at.toISOString(),
        },
        steps: item.steps.map((step) => describeStep(step, deps)),
        waitsFor: item.waitsFor,
      })),
    })),
  });
}

function describeStep(step: Step, { titles, offer }: OnboardingDeps) {
  const { rule, progress } = step;
  const done = step.done !== null;
  const shown = (text: string, to: string, counted: string | null = null) => ({
    text: step.available ? text : `${text} (not offered here yet)`,
    to: step.available ? to : null,
    done,
    progress: counted,
  });
  switch (rule.type) {
    case "module":
      return shown(
        `Read the module “${step.available ? titles.module(rule.module) : (rule.title ?? titles.module(rule.module))}”`,
        `/learn/${rule.module}`,
        step.available ? `${progress.done} of ${progress.of} lessons` : null,
      );
    case "lesson":
      return shown(`Read “${titles.lesson(rule.lesson)}”`, `/learn/${rule.lesson}`);
    case "exercise":
      return shown(`Solve “${titles.exercise(rule.exercise)}”`, `/lab/${rule.exercise}`);
    case "practical": {
      const exercise = offer.practicals.get(rule.practical) ?? "";
      const name = `Pass practical ${rule.practical.replace("px-", "")}`;
      return shown(exercise ? `${name}, “${titles.exercise(exercise)}”` : name, `/lab/${exercise}`);
    }
    case "assessment-taken":
      return shown(
        `Hand in the ${rule.assessment === "basic" ? "Basic" : "Advanced"} assessment`,
        `/assess/${rule.assessment}`,
      );
    default:
      return rule satisfies never;
  }
}
