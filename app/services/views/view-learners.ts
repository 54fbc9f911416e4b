import { z } from "zod";
import type { AttemptResult, ExerciseRecord, OverviewData } from "#app/data/overview.server.ts";
import type { PeopleData, Person } from "#app/data/people.server.ts";
import type { Pass, SubmissionData } from "#app/data/submissions.server.ts";
import {
  arrangeLearners,
  learnerQuery,
  type LearnerQuery,
  type LearnerRow,
} from "#app/domain/analytics/learner-table.ts";
import {
  evaluateCertification,
  type Evaluation,
  type Offer,
} from "#app/domain/certification/evaluate.ts";
import type { Certification } from "#app/domain/certification/policy.ts";
import {
  evaluatePath,
  type Confirmation,
  type OnboardingOffer,
} from "#app/domain/onboarding/checklist.ts";
import type { OnboardingPath } from "#app/domain/onboarding/path.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";
import type { Clock } from "#app/services/core.ts";
import { toEvidence } from "./gather-evidence.ts";
import type { Titles } from "./view-onboarding.ts";

export type LearnersDeps = {
  people: PeopleData;
  overview: OverviewData;
  submissions: SubmissionData;
  shelf: ExerciseShelf;
  path: OnboardingPath | null;
  certifications: readonly Certification[];
  offers: { certification: Offer; onboarding: OnboardingOffer };
  titles: Titles;
  clock: Clock;
};

const count = z.number().int().nonnegative();
const publicLearner = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  closed: z.boolean(),
  path: z.strictObject({ done: count, of: count }),
  exercises: z.strictObject({ passed: count, tried: count }),
  practicals: z.strictObject({ passed: count, of: count }),
  basic: z.strictObject({
    best: z.strictObject({ earned: z.number(), possible: z.number() }).nullable(),
    attempts: count,
    running: z.boolean(),
  }),
  doc: z.strictObject({ met: z.boolean(), missing: count }).nullable(),
  stuckOn: z.array(z.strictObject({ exercise: z.string(), title: z.string(), tries: count })),
  lastActivityAt: z.iso.datetime().nullable(),
});
export const publicLearners = z.strictObject({
  query: learnerQuery,
  /** Everybody with an open account, whatever the filter. */
  total: count,
  learners: z.array(publicLearner),
});
export type PublicLearners = z.infer<typeof publicLearners>;
export type PublicLearner = z.infer<typeof publicLearner>;

/** Tries without a pass count as stuck for this long. */
const stuckForMs = 7 * 86_400_000;

/** Every learner in one table. Seven statements, however many learners there are. */
export async function viewLearners(
  deps: LearnersDeps,
  query: LearnerQuery,
): Promise<PublicLearners> {
  const rows = await readLearners(deps);
  return publicLearners.parse({
    query,
    total: rows.filter((row) => !row.closed).length,
    learners: arrangeLearners(rows, query).map((row) => ({
      ...row,
      lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
    })),
  });
}

async function readLearners(deps: LearnersDeps): Promise<LearnerRow[]> {
  const { people, overview, submissions, clock } = deps;
  const since = new Date(clock.now().getTime() - stuckForMs);
  const [everybody, attempts, records, passes, lessons, confirmations, activity] =
    await Promise.all([
      people.list(),
      overview.attemptResults(),
      overview.exerciseRecords(since),
      submissions.listPasses(),
      overview.completedLessons(),
      overview.confirmations(),
      overview.lastActivity(),
    ]);
  const of = {
    attempts: byPerson(attempts),
    records: byPerson(records),
    passes: byPerson(passes),
    lessons: byPerson(lessons),
    confirmations: byPerson(confirmations),
    activity: byPerson(activity),
  };
  return everybody
    .filter((person) => person.role === "learner")
    .map((person) =>
      toRow(deps, person, {
        attempts: of.attempts.get(person.id) ?? [],
        records: of.records.get(person.id) ?? [],
        passes: of.passes.get(person.id) ?? [],
        lessons: of.lessons.get(person.id) ?? [],
        confirmations: of.confirmations.get(person.id) ?? [],
        lastActivityAt: of.activity.get(person.id)?.[0]?.at ?? null,
      }),
    );
}

type Shown = {
  attempts: readonly AttemptResult[];
  records: readonly ExerciseRecord[];
  passes: readonly Pass[];
  lessons: readonly { lesson: string; completedAt: Date }[];
  confirmations: readonly Confirmation[];
  lastActivityAt: Date | null;
};

function toRow(deps: LearnersDeps, person: Person, shown: Shown): LearnerRow {
  const { path, offers, shelf, titles } = deps;
  const graded = shown.attempts.flatMap(({ id, assessment, earned, possible, closedAt }) =>
    earned !== null && possible !== null && closedAt !== null
      ? [{ id, assessment, earned, possible, closedAt }]
      : [],
  );
  const { evidence, facts } = toEvidence(graded, shown.passes, shown.lessons, shelf);
  const checklist = path && evaluatePath(path, facts, offers.onboarding, shown.confirmations);
  const doc = deps.certifications.find((one) => one.slug === "doc");
  const basic = shown.attempts.filter((one) => one.assessment === "basic");
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    closed: person.deactivatedAt !== null,
    path: { done: checklist?.done ?? 0, of: checklist?.of ?? 0 },
    exercises: {
      passed: shown.records.filter((one) => one.passed).length,
      tried: shown.records.length,
    },
    practicals: { passed: facts.practicals.size, of: offers.certification.practicals.length },
    basic: {
      best: best(graded.filter((one) => one.assessment === "basic")),
      attempts: basic.length,
      running: basic.some((one) => one.closedAt === null),
    },
    doc: doc ? missingOf(evaluateCertification(doc, evidence, offers.certification)) : null,
    stuckOn: shown.records
      .filter((one) => !one.passed && one.recentFailures > 0)
      .map(({ exercise, tries }) => ({ exercise, title: titles.exercise(exercise), tries })),
    lastActivityAt: shown.lastActivityAt,
  };
}

function missingOf({ met, requirements }: Evaluation): { met: boolean; missing: number } {
  return { met, missing: requirements.filter((one) => !one.met).length };
}

/** The largest share of the points, compared crosswise. */
function best(
  graded: readonly { earned: number; possible: number }[],
): { earned: number; possible: number } | null {
  const top = graded.reduce<{ earned: number; possible: number } | null>(
    (most, one) => (most && most.earned * one.possible >= one.earned * most.possible ? most : one),
    null,
  );
  return top && { earned: top.earned, possible: top.possible };
}

function byPerson<T extends { userId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.userId);
    if (group) group.push(row);
    else groups.set(row.userId, [row]);
  }
  return groups;
}
