import { z } from "zod";
import type { AttemptData, AttemptWithLog } from "#app/data/attempts.server.ts";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import { reviewItem, toReviewItem, type PassagesOf } from "./review-item.ts";

type Deps = { attempts: AttemptData; passagesOf: PassagesOf };

export const publicReview = z.strictObject({
  id: z.uuid(),
  assessment: z.string(),
  title: z.string(),
  number: z.number(),
  startedAt: z.iso.datetime(),
  closedAt: z.iso.datetime(),
  closedBy: z.enum(["submit", "auto-submit"]),
  earned: z.number(),
  possible: z.number(),
  passMark: z.number(),
  needed: z.number(),
  passed: z.boolean(),
  sections: z.array(
    z.strictObject({
      slug: z.string(),
      title: z.string(),
      earned: z.number(),
      possible: z.number(),
      items: z.array(reviewItem),
    }),
  ),
});
export type PublicReview = z.infer<typeof publicReview>;
export type ReviewView =
  | { kind: "review"; review: PublicReview }
  | { kind: "open" }
  | { kind: "grading" }
  | { kind: "not-found" };

/** The result of a closed attempt, question by question. An open attempt has none: its key stays where it is. */
export async function viewReview(deps: Deps, userId: string, id: string): Promise<ReviewView> {
  const row = await deps.attempts.find(id, userId);
  return row ? reviewOf(row, deps) : { kind: "not-found" };
}

async function reviewOf(row: AttemptWithLog, { attempts, passagesOf }: Deps): Promise<ReviewView> {
  const state = foldAttempt(row.deadlineAt, row.steps);
  if (!state.closed) return { kind: "open" };
  const { score } = state;
  if (!score) return { kind: "grading" };
  const items = new Map((await attempts.frozenItems(row.id)).map((item) => [item.id, item]));
  return {
    kind: "review",
    review: publicReview.parse({
      id: row.id,
      assessment: row.assessment,
      title: row.form.title,
      number: row.number,
      startedAt: row.startedAt.toISOString(),
      closedAt: state.closed.at.toISOString(),
      closedBy: state.closed.kind,
      earned: score.earned,
      possible: score.possible,
      passMark: score.passMark,
      needed: Math.ceil((score.possible * score.passMark) / 100),
      passed: score.passed,
      sections: row.form.sections.map((section) => ({
        slug: section.slug,
        title: section.title,
        earned: score.sections.find((one) => one.section === section.slug)?.earned ?? 0,
        possible: score.sections.find((one) => one.section === section.slug)?.possible ?? 0,
        items: section.items.flatMap((shown) => {
          const item = items.get(shown.id);
          const given = state.answers.get(shown.id)?.response;
          return item ? [toReviewItem(shown, item, given, passagesOf)] : [];
        }),
      })),
    }),
  };
}
