import { z } from "zod";
import type { AttemptData } from "#app/data/attempts.server.ts";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import { publicQuestion } from "#app/domain/assessment/question.ts";
import { response } from "#app/domain/assessment/response.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = { attempts: AttemptData; clock: Clock };

/** An examination in progress, as its page needs it: questions without keys, answers so far, time left. */
export const publicAttempt = z.strictObject({
  id: z.uuid(),
  assessment: z.string(),
  title: z.string(),
  passMark: z.number(),
  minutes: z.number(),
  sections: z.array(
    z.strictObject({ slug: z.string(), title: z.string(), items: z.array(publicQuestion) }),
  ),
  answers: z.record(z.string(), response),
  flags: z.array(z.string()),
  lastSeq: z.number(),
  remainingMs: z.number(),
  deadlineAt: z.iso.datetime(),
});
export type PublicAttempt = z.infer<typeof publicAttempt>;

export type AttemptView =
  | { kind: "open"; attempt: PublicAttempt }
  | { kind: "closed" }
  | { kind: "not-found" };

export async function viewAttempt(
  { attempts, clock }: Deps,
  userId: string,
  id: string,
): Promise<AttemptView> {
  const row = await attempts.find(id, userId);
  if (!row) return { kind: "not-found" };
  const state = foldAttempt(row.deadlineAt, row.steps);
  if (state.closed) return { kind: "closed" };
  const { title, passMark, minutes, sections } = row.form;
  return {
    kind: "open",
    attempt: publicAttempt.parse({
      id: row.id,
      assessment: row.assessment,
      title,
      passMark,
      minutes,
      sections,
      answers: Object.fromEntries(
        [...state.answers].map(([item, answer]) => [item, answer.response]),
      ),
      flags: [...state.flags],
      lastSeq: state.lastSeq,
      remainingMs: state.deadlineAt.getTime() - clock.now().getTime(),
      deadlineAt: state.deadlineAt.toISOString(),
    }),
  };
}
