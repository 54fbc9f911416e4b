import { z } from "zod";
import type { OverviewData } from "#app/data/overview.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { SubmissionData } from "#app/data/submissions.server.ts";
import { verdictSchema } from "#app/domain/exercise/verdict.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";
import type { Titles } from "./view-onboarding.ts";

export type SubmissionDeps = {
  submissions: SubmissionData;
  overview: OverviewData;
  people: PeopleData;
  shelf: ExerciseShelf;
  titles: Titles;
};

const iso = z.iso.datetime();
export const standing = z.enum([...verdictSchema.shape.status.options, "waiting"]);
export const submissionRecord = z.strictObject({
  id: z.uuid(),
  /** `offered` is false when the exercise is no longer there. */
  exercise: z.strictObject({ slug: z.string(), title: z.string(), offered: z.boolean() }),
  learner: z.strictObject({ id: z.string(), name: z.string() }),
  submittedAt: iso,
  text: z.string(),
  version: z.string(),
  /** Whether that is the exercise's version today. */
  current: z.boolean(),
  /** Newest first; the first counts. */
  gradings: z.array(
    z.strictObject({
      id: z.string(),
      reason: z.enum(["initial", "regrade"]),
      gradedAt: iso,
      verdict: verdictSchema,
    }),
  ),
  /** Everything this person handed in for this exercise, newest first. */
  tries: z.array(
    z.strictObject({ id: z.uuid(), number: z.number().int(), submittedAt: iso, standing }),
  ),
});
export type SubmissionRecord = z.infer<typeof submissionRecord>;
export type Standing = z.infer<typeof standing>;

/** One submission with every verdict on it; with an owner, only if it is theirs. */
export async function viewSubmission(
  { submissions, overview, people, shelf, titles }: SubmissionDeps,
  id: string,
  ownerId: string | null,
): Promise<SubmissionRecord | null> {
  const found = await submissions.find(id, ownerId);
  if (!found) return null;
  const [learner, tries] = await Promise.all([
    people.find(found.userId),
    overview.submissionList(found.userId, found.exercise),
  ]);
  const exercise = shelf.find(found.exercise);
  return submissionRecord.parse({
    id: found.id,
    exercise: {
      slug: found.exercise,
      title: titles.exercise(found.exercise),
      offered: exercise !== null,
    },
    learner: { id: found.userId, name: learner?.name ?? "" },
    submittedAt: found.submittedAt.toISOString(),
    text: found.text,
    version: found.version,
    current: exercise?.version === found.version,
    gradings: found.gradings.map(({ id, reason, gradedAt, verdict }) => ({
      id,
      reason,
      gradedAt: gradedAt.toISOString(),
      verdict,
    })),
    tries: tries.map((one, index) => ({
      id: one.id,
      number: tries.length - index,
      submittedAt: one.submittedAt.toISOString(),
      standing: one.gradings.at(-1)?.status ?? "waiting",
    })),
  });
}
