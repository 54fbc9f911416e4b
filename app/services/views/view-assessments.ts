import { z } from "zod";
import type { AttemptData } from "#app/data/attempts.server.ts";
import { foldAttempt } from "#app/domain/assessment/attempt-log.ts";
import type { Assessment } from "#app/domain/assessment/assessment.ts";
import { mayStart } from "#app/domain/assessment/may-start.ts";
import { pastAttempts } from "#app/services/commands/past-attempts.ts";
import type { QuestionBank } from "#app/services/commands/start-attempt.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = { attempts: AttemptData; bank: QuestionBank; clock: Clock };

const iso = z.iso.datetime();
export const publicAttemptSummary = z.strictObject({
  id: z.uuid(),
  number: z.number(),
  startedAt: iso,
  closedAt: iso.nullable(),
  earned: z.number().nullable(),
  possible: z.number().nullable(),
  passed: z.boolean().nullable(),
});
const next = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("start"), number: z.number() }),
  z.strictObject({ kind: z.literal("resume"), attemptId: z.uuid(), deadlineAt: iso }),
  z.strictObject({ kind: z.literal("being-graded") }),
  z.strictObject({ kind: z.literal("already-passed"), attemptId: z.uuid() }),
  z.strictObject({ kind: z.literal("cooling-off"), until: iso }),
]);
export const publicAssessment = z.strictObject({
  slug: z.string(),
  title: z.string(),
  intro: z.string(),
  minutes: z.number(),
  passMark: z.number(),
  retakeHours: z.number(),
  sections: z.array(z.strictObject({ slug: z.string(), title: z.string(), count: z.number() })),
  questions: z.number(),
  /** Fewest right answers that pass, one point each. */
  needed: z.number(),
  attempts: z.array(publicAttemptSummary),
  next,
});
export type PublicAssessment = z.infer<typeof publicAssessment>;

/** One assessment as its entrance page shows it: rules, earlier attempts, and what can be done now. */
export async function viewAssessment(
  deps: Deps,
  userId: string,
  slug: string,
): Promise<PublicAssessment | null> {
  const assessment = deps.bank.assessment(slug);
  if (!assessment) return null;
  const rows = await deps.attempts.listByUser(userId, slug);
  const decision = mayStart(assessment, pastAttempts(rows), deps.clock.now());
  const states = rows.map((row) => ({ row, state: foldAttempt(row.deadlineAt, row.steps) }));
  const open = states.find(({ state }) => !state.closed);
  const questions = assessment.sections.reduce((total, section) => total + section.count, 0);
  return publicAssessment.parse({
    ...rulesOf(assessment),
    questions,
    needed: Math.ceil((questions * assessment.passMark) / 100),
    attempts: states.map(({ row, state }) => ({
      id: row.id,
      number: row.number,
      startedAt: row.startedAt.toISOString(),
      closedAt: state.closed?.at.toISOString() ?? null,
      earned: state.score?.earned ?? null,
      possible: state.score?.possible ?? null,
      passed: state.score?.passed ?? null,
    })),
    next:
      decision.kind === "start"
        ? decision
        : decision.kind === "resume"
          ? { ...decision, deadlineAt: (open?.state.deadlineAt ?? deps.clock.now()).toISOString() }
          : refusalOf(decision),
  });
}

/** Every assessment there is, for its list. */
export async function listAssessments(deps: Deps, userId: string): Promise<PublicAssessment[]> {
  const views = await Promise.all(
    deps.bank.slugs().map((slug) => viewAssessment(deps, userId, slug)),
  );
  return views.filter((view) => view !== null);
}

function rulesOf({ slug, title, intro, minutes, passMark, retakeHours, sections }: Assessment) {
  return { slug, title, intro, minutes, passMark, retakeHours, sections };
}

function refusalOf(
  decision: Extract<ReturnType<typeof mayStart>, { kind: "refused" }>,
): z.infer<typeof next> {
  switch (decision.reason) {
    case "being-graded":
      return { kind: "being-graded" };
    case "already-passed":
      return { kind: "already-passed", attemptId: decision.attemptId };
    case "cooling-off":
      return { kind: "cooling-off", until: decision.until.toISOString() };
    default:
      return decision satisfies never;
  }
}
