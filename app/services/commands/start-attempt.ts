import type { AttemptData } from "#app/data/attempts.server.ts";
import type { Assessment } from "#app/domain/assessment/assessment.ts";
import { drawForm } from "#app/domain/assessment/draw-form.ts";
import { mayStart, type StartDecision } from "#app/domain/assessment/may-start.ts";
import type { Question } from "#app/domain/assessment/question.ts";
import type { Clock, Ids } from "#app/services/core.ts";
import { pastAttempts } from "./past-attempts.ts";

/** The catalog's part in examinations. */
export type QuestionBank = {
  slugs(): readonly string[];
  assessment(slug: string): Assessment | null;
  questions(slug: string): readonly Question[];
};
type Deps = { attempts: AttemptData; bank: QuestionBank; clock: Clock; ids: Ids };

export type StartResult =
  | { kind: "running"; attemptId: string }
  | Extract<StartDecision, { kind: "refused" }>
  | { kind: "refused"; reason: "bank-too-small"; section: string; needed: number; found: number }
  | { kind: "not-found" };

/**
 * Starts an attempt, or names the one already running. Questions, order, options and deadline are
 * drawn and frozen here; of two starts at once, one wins and both get its attempt.
 */
export async function startAttempt(
  deps: Deps,
  input: { userId: string; assessment: string; tabId: string | null },
): Promise<StartResult> {
  const assessment = deps.bank.assessment(input.assessment);
  if (!assessment) return { kind: "not-found" };
  const past = pastAttempts(await deps.attempts.listByUser(input.userId, input.assessment));
  const now = deps.clock.now();
  const decision = mayStart(assessment, past, now);
  if (decision.kind === "resume") return { kind: "running", attemptId: decision.attemptId };
  if (decision.kind === "refused") return decision;

  const id = deps.ids.next();
  const seed = deps.ids.token();
  const drawn = drawForm(assessment, deps.bank.questions(input.assessment), seed);
  if (drawn.kind === "bank-too-small") {
    const { section, needed, found } = drawn;
    return { kind: "refused", reason: "bank-too-small", section, needed, found };
  }
  const { attemptId } = await deps.attempts.start({
    id,
    userId: input.userId,
    assessment: input.assessment,
    number: decision.number,
    form: drawn.form,
    items: drawn.items,
    idemKey: "start",
    tabId: input.tabId,
    now,
    deadline: new Date(now.getTime() + assessment.minutes * 60_000),
    detail: {
      seed,
      minutes: assessment.minutes,
      items: drawn.items.map(({ id, version }) => `${id}@${version}`),
    },
  });
  return { kind: "running", attemptId };
}
