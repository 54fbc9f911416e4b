import type { EvidenceRule, OnboardingItem, OnboardingPath } from "./path.ts";

/** What a person has done, as far as the path asks. */
export type OnboardingFacts = {
  /** "module/lesson" → when it was finished. */
  lessons: ReadonlyMap<string, Date>;
  /** Exercise slug → when the server first passed it. */
  exercises: ReadonlyMap<string, Date>;
  /** "px-1" → when it was passed. */
  practicals: ReadonlyMap<string, Date>;
  /** Assessment slug → when an attempt was first handed in. */
  assessments: ReadonlyMap<string, Date>;
};

/** What there is to do here: the lessons of each module, exercises, practicals, assessments. */
export type OnboardingOffer = {
  modules: ReadonlyMap<string, readonly string[]>;
  exercises: ReadonlySet<string>;
  practicals: ReadonlyMap<string, string>;
  assessments: ReadonlySet<string>;
};

export type Confirmation = { item: string; confirmed: boolean; by: string; note: string; at: Date };

/** One piece of evidence an item waits for. `available` is false while this installation does not offer it. */
export type Step = {
  rule: EvidenceRule;
  done: Date | null;
  progress: { done: number; of: number };
  available: boolean;
};

export type ItemState = {
  id: string;
  text: string;
  hint: string | null;
  state: "evidence" | "confirmed" | "open";
  /** When the last piece of evidence, or the confirmation, came. */
  at: Date | null;
  confirmation: Confirmation | null;
  steps: readonly Step[];
  /** Set while an instructor's word is what the item waits for. */
  waitsFor: string | null;
};
export type Checklist = {
  weeks: readonly { title: string; items: readonly ItemState[] }[];
  done: number;
  of: number;
};

/** Holds the path against the facts: ticked by evidence where there is some, else by somebody's word. */
export function evaluatePath(
  path: OnboardingPath,
  facts: OnboardingFacts,
  offer: OnboardingOffer,
  confirmations: readonly Confirmation[],
): Checklist {
  const newest = new Map<string, Confirmation>();
  for (const one of [...confirmations].sort((a, b) => a.at.getTime() - b.at.getTime()))
    newest.set(one.item, one);
  const weeks = path.weeks.map((week) => ({
    title: week.title,
    items: week.items.map((item) => evaluateItem(item, facts, offer, newest.get(item.id) ?? null)),
  }));
  const items = weeks.flatMap((week) => week.items);
  return { weeks, done: items.filter((item) => item.state !== "open").length, of: items.length };
}

function evaluateItem(
  item: OnboardingItem,
  facts: OnboardingFacts,
  offer: OnboardingOffer,
  confirmation: Confirmation | null,
): ItemState {
  const steps = item.evidence.map((rule) => evaluateStep(rule, facts, offer));
  const shown = steps.length > 0 && steps.every((step) => step.done !== null);
  const confirmed = confirmation?.confirmed === true;
  const state = shown ? "evidence" : confirmed ? "confirmed" : "open";
  const cannotBeShown = steps.length === 0 || steps.some((step) => !step.available);
  return {
    id: item.id,
    text: item.text,
    hint: item.hint ?? null,
    state,
    at: shown ? latest(steps.map((step) => step.done)) : confirmed ? confirmation.at : null,
    confirmation,
    steps,
    waitsFor: state === "open" && cannotBeShown ? item.confirmedBy : null,
  };
}

function evaluateStep(rule: EvidenceRule, facts: OnboardingFacts, offer: OnboardingOffer): Step {
  switch (rule.type) {
    case "module": {
      const lessons = offer.modules.get(rule.module) ?? [];
      const read = lessons.map((lesson) => facts.lessons.get(`${rule.module}/${lesson}`) ?? null);
      const finished = read.filter((at) => at !== null);
      const done =
        lessons.length > 0 && finished.length === lessons.length ? latest(finished) : null;
      return {
        rule,
        done,
        progress: { done: finished.length, of: lessons.length },
        available: lessons.length > 0,
      };
    }
    case "lesson": {
      const [module = "", lesson = ""] = rule.lesson.split("/");
      return single(
        rule,
        facts.lessons.get(rule.lesson),
        offer.modules.get(module)?.includes(lesson) ?? false,
      );
    }
    case "exercise":
      return single(rule, facts.exercises.get(rule.exercise), offer.exercises.has(rule.exercise));
    case "practical":
      return single(
        rule,
        facts.practicals.get(rule.practical),
        offer.practicals.has(rule.practical),
      );
    case "assessment-taken":
      return single(
        rule,
        facts.assessments.get(rule.assessment),
        offer.assessments.has(rule.assessment),
      );
    default:
      return rule satisfies never;
  }
}

function single(rule: EvidenceRule, at: Date | undefined, available: boolean): Step {
  return { rule, done: at ?? null, progress: { done: at ? 1 : 0, of: 1 }, available };
}

function latest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce<Date | null>((last, at) => (at && (!last || at > last) ? at : last), null);
}
