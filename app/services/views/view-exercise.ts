import { z } from "zod";
import type { PracticeData } from "#app/adapters/grading/practice-data.server.ts";
import type { DraftData } from "#app/data/drafts.server.ts";
import type { Submission, SubmissionData } from "#app/data/submissions.server.ts";
import { publicExercise, toPublicExercise } from "#app/domain/exercise/public-exercise.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";
import { verdictSchema } from "#app/domain/exercise/verdict.ts";
import type { ExerciseShelf } from "#app/services/commands/submit-exercise.ts";

/** How an exercise looks, apart from what it is: given by the content and SQL adapters. */
export type ExerciseLook = {
  renderTask(markdown: string): string;
  renderHint(markdown: string): string;
  tables(dataset: string, setup: string | null): Promise<SchemaTable[]>;
};
type Deps = {
  shelf: ExerciseShelf;
  look: ExerciseLook;
  practice: Pick<PracticeData, "of">;
  submissions: SubmissionData;
  drafts: DraftData;
};

const iso = z.iso.datetime();
export const publicHint = z.strictObject({ level: z.number().int(), html: z.string() });
export type PublicHint = z.infer<typeof publicHint>;

export const publicSubmission = z.strictObject({
  id: z.uuid(),
  submittedAt: iso,
  text: z.string(),
  /** Null while it waits to be graded. */
  verdict: verdictSchema.nullable(),
  /** The exercise has changed since: the verdict stands, but on what it was then. */
  outdated: z.boolean(),
});
export type PublicSubmission = z.infer<typeof publicSubmission>;

const practiceData = z.strictObject({
  name: z.string(),
  snapshotUrl: z.string(),
  tablesUrl: z.string().nullable(),
  clock: z.string(),
  setup: z.string().nullable(),
});
const nextExercise = z.strictObject({ slug: z.string(), title: z.string() });
export const exerciseView = z.strictObject({
  exercise: publicExercise,
  /** What the browser's engines start from. */
  data: practiceData,
  /** What the account holds; the browser may know something newer. */
  draft: z.strictObject({ text: z.string(), savedAt: iso }).nullable(),
  /** Opened ones only. */
  hints: z.array(publicHint),
  /** Newest first. */
  submissions: z.array(publicSubmission),
  passed: z.boolean(),
  next: nextExercise.nullable(),
});
export type ExerciseView = z.infer<typeof exerciseView>;

const shownSubmissions = 20;

/** One exercise as its page shows it to one learner; null when there is none of that name. */
export async function viewExercise(
  { shelf, look, practice, submissions, drafts }: Deps,
  userId: string,
  slug: string,
): Promise<ExerciseView | null> {
  const exercise = shelf.find(slug);
  if (!exercise) return null;
  const [tables, data, draft, levels, handedIn, passes] = await Promise.all([
    look.tables(exercise.dataset, exercise.setup),
    practice.of(exercise.dataset, { withTables: exercise.engines.includes("pg-mem") }),
    drafts.find(userId, slug),
    drafts.openedHints(userId, slug),
    submissions.list({ userId, exercise: slug }, shownSubmissions),
    submissions.listPasses(userId),
  ]);
  const passed = new Set(passes.map((pass) => pass.exercise));
  return exerciseView.parse({
    data: { ...data, clock: exercise.clock, setup: exercise.setup },
    exercise: toPublicExercise(exercise, {
      task: look.renderTask(exercise.task),
      tables,
      sentence: look.renderHint,
    }),
    draft: draft && { text: draft.text, savedAt: draft.savedAt.toISOString() },
    hints: levels.flatMap((level) => {
      const hint = exercise.hints[level - 1];
      return hint === undefined ? [] : { level, html: look.renderHint(hint) };
    }),
    submissions: handedIn.map((one) => toPublicSubmission(one, exercise)),
    passed: passed.has(slug),
    next: nextAfter(exercise, shelf, passed),
  });
}

export function toPublicSubmission(submission: Submission, exercise: Exercise): PublicSubmission {
  return publicSubmission.parse({
    id: submission.id,
    submittedAt: submission.submittedAt.toISOString(),
    text: submission.text,
    verdict: submission.gradings[0]?.verdict ?? null,
    outdated: submission.version !== exercise.version,
  });
}

/** The easiest unpassed exercise of the same module, else of any. */
function nextAfter(exercise: Exercise, shelf: ExerciseShelf, passed: ReadonlySet<string>) {
  const open = shelf
    .list()
    .filter((one) => one.slug !== exercise.slug && !passed.has(one.slug))
    .sort((a, b) => a.difficulty - b.difficulty || a.slug.localeCompare(b.slug));
  const found = open.find((one) => one.module === exercise.module) ?? open[0];
  return found ? { slug: found.slug, title: found.title } : null;
}
