import { z } from "zod";
import type { OverviewData, SubmissionLine } from "#app/data/overview.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { Catalog } from "#app/domain/content/catalog.ts";
import type { QuestionBank } from "#app/services/commands/start-attempt.ts";
import { publicOnboarding, viewOnboarding, type OnboardingDeps } from "./view-onboarding.ts";
import { publicCertification, viewStanding, type StandingDeps } from "./view-standing.ts";
import { standing } from "./view-submission.ts";

type Deps = {
  people: PeopleData;
  overview: OverviewData;
  path: OnboardingDeps;
  standing: StandingDeps;
  bank: QuestionBank;
  catalog: Catalog;
};

const iso = z.iso.datetime();
const count = z.number().int().nonnegative();
const exerciseWork = z.strictObject({
  slug: z.string(),
  title: z.string(),
  offered: z.boolean(),
  passed: z.boolean(),
  /** Levels opened, with when. */
  hints: z.array(z.strictObject({ level: count, at: iso })),
  /** Newest first. */
  tries: z.array(
    z.strictObject({
      id: z.uuid(),
      number: count,
      submittedAt: iso,
      /** Whether it was handed in for the exercise as it is today. */
      current: z.boolean(),
      standing,
      /** Verdicts before the one that counts, newest first. */
      earlier: z.array(z.strictObject({ standing, at: iso })),
    }),
  ),
});
const reading = z.strictObject({
  title: z.string(),
  done: count,
  lessons: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      lastReadAt: iso.nullable(),
      completedAt: iso.nullable(),
    }),
  ),
});
/** One learner for an instructor: everything they have shown, each figure with its evidence. */
export const learnerRecord = z.strictObject({
  person: z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["learner", "instructor", "admin"]),
    team: z.string().nullable(),
    closed: z.boolean(),
    since: iso,
    lastActivityAt: iso.nullable(),
  }),
  onboarding: publicOnboarding.nullable(),
  certifications: z.array(publicCertification),
  exercises: z.array(exerciseWork),
  attempts: z.array(
    z.strictObject({
      id: z.uuid(),
      title: z.string(),
      number: count,
      startedAt: iso,
      closedAt: iso.nullable(),
      earned: z.number().nullable(),
      possible: z.number().nullable(),
      passed: z.boolean().nullable(),
    }),
  ),
  reading: z.array(reading),
});
export type LearnerRecord = z.infer<typeof learnerRecord>;

/** Everything about one person; null when there is no such person. */
export async function viewLearner(deps: Deps, personId: string): Promise<LearnerRecord | null> {
  const person = await deps.people.find(personId);
  if (!person) return null;
  const { overview } = deps;
  const [onboarding, certifications, activity, exercises, attempts, lessons] = await Promise.all([
    viewOnboarding(deps.path, personId),
    viewStanding(deps.standing, personId, "instructor"),
    overview.lastActivity(personId),
    readExercises(deps, personId),
    overview.attemptResults(personId),
    deps.path.progress.list(personId),
  ]);
  const progress = new Map(lessons.map((one) => [one.lesson, one]));
  return learnerRecord.parse({
    person: {
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      team: person.team,
      closed: person.deactivatedAt !== null,
      since: person.createdAt.toISOString(),
      lastActivityAt: activity[0]?.at.toISOString() ?? null,
    },
    onboarding,
    certifications,
    exercises,
    attempts: attempts.map(({ id, assessment, number, startedAt, closedAt, ...points }) => ({
      id,
      title: deps.bank.assessment(assessment)?.title ?? assessment,
      number,
      startedAt: startedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      earned: points.earned,
      possible: points.possible,
      passed: points.passed,
    })),
    reading: deps.catalog.modules.map((module) => ({
      title: module.title,
      done: module.lessons.filter((lesson) => progress.get(lesson.id)?.completedAt).length,
      lessons: module.lessons.map(({ id, title }) => ({
        id,
        title,
        lastReadAt: progress.get(id)?.lastReadAt.toISOString() ?? null,
        completedAt: progress.get(id)?.completedAt?.toISOString() ?? null,
      })),
    })),
  });
}

/** Exercises with a try or an opened hint, the one worked on last first. */
async function readExercises(
  { overview, path }: Deps,
  personId: string,
): Promise<LearnerRecord["exercises"]> {
  const [lines, hints] = await Promise.all([
    overview.submissionList(personId),
    overview.openedHints(personId),
  ]);
  const slugs = new Set([...lines, ...hints].map((one) => one.exercise));
  return [...slugs].map((slug) => {
    const exercise = path.shelf.find(slug);
    const tries = lines.filter((line) => line.exercise === slug);
    return {
      slug,
      title: path.titles.exercise(slug),
      offered: exercise !== null,
      passed: tries.some((line) => line.gradings.at(-1)?.status === "passed"),
      hints: hints
        .filter((hint) => hint.exercise === slug)
        .map(({ level, openedAt }) => ({ level, at: openedAt.toISOString() })),
      tries: tries.map((line, index) =>
        toTry(line, tries.length - index, exercise?.version === line.version),
      ),
    };
  });
}

function toTry(line: SubmissionLine, number: number, current: boolean) {
  const [counting, ...earlier] = line.gradings.toReversed();
  return {
    id: line.id,
    number,
    submittedAt: line.submittedAt.toISOString(),
    current,
    standing: counting?.status ?? ("waiting" as const),
    earlier: earlier.map((one) => ({ standing: one.status, at: one.gradedAt.toISOString() })),
  };
}
