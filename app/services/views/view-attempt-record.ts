import { z } from "zod";
import type { AttemptData, AttemptWithLog } from "#app/data/attempts.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import { answersOf, foldAttempt, type AttemptState } from "#app/domain/assessment/attempt-log.ts";
import type { FrozenItem } from "#app/domain/assessment/draw-form.ts";
import { scoreAttempt, type AttemptScore } from "#app/domain/assessment/score.ts";
import { tellTimeline } from "#app/domain/assessment/timeline.ts";
import { reviewItem, toReviewItem, type PassagesOf } from "./review-item.ts";

type Deps = { attempts: AttemptData; people: PeopleData; passagesOf: PassagesOf };

const iso = z.iso.datetime();
const whole = z.number().int();
const timelineEntry = z.strictObject({
  seq: whole,
  at: iso,
  seconds: whole,
  kind: z.string(),
  what: z.string(),
  item: whole.nullable(),
  answer: z.string().nullable(),
  tab: z.string().nullable(),
  /** Who did it, unless it was the learner. */
  by: z.string().nullable(),
  refusal: z.string().nullable(),
  awaySeconds: whole.nullable(),
  delaySeconds: whole.nullable(),
});
/** One attempt for an instructor, complete: answers beside the key, and the log. Never for learners. */
export const attemptRecord = z.strictObject({
  id: z.uuid(),
  learner: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
  assessment: z.string(),
  title: z.string(),
  number: whole,
  state: z.enum(["running", "being-scored", "closed"]),
  startedAt: iso,
  deadlineAt: iso,
  closed: z.strictObject({ at: iso, kind: z.enum(["submit", "auto-submit"]) }).nullable(),
  passMark: z.number(),
  questions: whole,
  answered: whole,
  score: z
    .strictObject({
      earned: z.number(),
      possible: z.number(),
      needed: z.number(),
      passed: z.boolean(),
      /** Points when the log is scored again now with the frozen key. */
      again: z.number(),
    })
    .nullable(),
  /** Null: every step's hash follows from the one before. */
  firstBrokenStep: whole.nullable(),
  sections: z.array(
    z.strictObject({
      slug: z.string(),
      title: z.string(),
      earned: z.number().nullable(),
      possible: z.number(),
      items: z.array(
        z.strictObject({
          number: whole,
          review: reviewItem,
          answeredAt: iso.nullable(),
          /** How often an answer was saved and counted. */
          saves: whole,
        }),
      ),
    }),
  ),
  timeline: z.array(timelineEntry),
});
export type AttemptRecord = z.infer<typeof attemptRecord>;

/**
 * One attempt with everything there is about it, open or closed; null when there is none, or when
 * it is the viewer's own and runs: nobody reads the key of an examination they sit.
 */
export async function viewAttemptRecord(
  { attempts, people, passagesOf }: Deps,
  viewerId: string,
  id: string,
): Promise<AttemptRecord | null> {
  const row = await attempts.find(id, null);
  if (!row) return null;
  const state = foldAttempt(row.deadlineAt, row.steps);
  if (row.userId === viewerId && !state.closed) return null;
  const [items, firstBrokenStep, everybody] = await Promise.all([
    attempts.frozenItems(id),
    attempts.firstBrokenStep(id),
    people.list(),
  ]);
  const learner = everybody.find((one) => one.id === row.userId);
  const now = scoreAttempt(items, answersOf(state), row.form.passMark);
  const nameOf = (actor: string) =>
    actor === row.userId
      ? null
      : actor === "planwise"
        ? "Planwise"
        : (everybody.find((one) => one.id === actor)?.name ?? actor);
  return attemptRecord.parse({
    id: row.id,
    learner: { id: row.userId, name: learner?.name ?? "", email: learner?.email ?? "" },
    assessment: row.assessment,
    title: row.form.title,
    number: row.number,
    state: state.closed ? (state.score ? "closed" : "being-scored") : "running",
    startedAt: row.startedAt.toISOString(),
    deadlineAt: state.deadlineAt.toISOString(),
    closed: state.closed && { at: state.closed.at.toISOString(), kind: state.closed.kind },
    passMark: row.form.passMark,
    questions: now.items.length,
    answered: now.items.filter((item) => item.answered).length,
    score: state.score && toScore(state.score, now),
    firstBrokenStep,
    sections: toSections(row, state, items, passagesOf),
    timeline: tellTimeline(row.form, row.startedAt, row.steps).map(({ actorId, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      by: nameOf(actorId),
    })),
  });
}

function toScore(recorded: AttemptScore, now: AttemptScore): AttemptRecord["score"] {
  const { earned, possible, passMark, passed } = recorded;
  const needed = Math.ceil((possible * passMark) / 100);
  return { earned, possible, needed, passed, again: now.earned };
}

function toSections(
  { form, steps }: AttemptWithLog,
  state: AttemptState,
  items: readonly FrozenItem[],
  passagesOf: PassagesOf,
): AttemptRecord["sections"] {
  const order = form.sections.flatMap((section) => section.items.map((item) => item.id));
  const byId = new Map(items.map((item) => [item.id, item]));
  const counting = steps.filter((step) => step.kind === "save" && step.refusal === null);
  return form.sections.map((section) => {
    const scored = state.score?.sections.find((one) => one.section === section.slug);
    const shown = section.items.flatMap((question) => {
      const item = byId.get(question.id);
      const answer = state.answers.get(question.id);
      return item
        ? [
            {
              number: order.indexOf(question.id) + 1,
              review: toReviewItem(question, item, answer?.response, passagesOf),
              answeredAt: answer?.at.toISOString() ?? null,
              saves: counting.filter((step) => step.item === question.id).length,
            },
          ]
        : [];
    });
    return {
      slug: section.slug,
      title: section.title,
      earned: scored?.earned ?? null,
      possible: shown.reduce((sum, { review }) => sum + review.possible, 0),
      items: shown,
    };
  });
}
