import { v7 as uuidv7 } from "uuid";
import { attemptData } from "#app/data/attempts.server.ts";
import { auditData } from "#app/data/audit.server.ts";
import type { Database } from "#app/data/database.server.ts";
import { draftData } from "#app/data/drafts.server.ts";
import { lessonProgressData } from "#app/data/lesson-progress.server.ts";
import { onboardingData } from "#app/data/onboarding.server.ts";
import { overviewData } from "#app/data/overview.server.ts";
import { peopleData, type Role } from "#app/data/people.server.ts";
import { submissionData } from "#app/data/submissions.server.ts";
import type { Course } from "#app/domain/content/course.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { confirmOnboardingItem } from "#app/services/commands/confirm-onboarding-item.ts";
import { gradeSubmission, type Grader } from "#app/services/commands/grade-submission.ts";
import { recordSteps } from "#app/services/commands/record-steps.ts";
import { startAttempt } from "#app/services/commands/start-attempt.ts";
import { submitAttempt } from "#app/services/commands/submit-attempt.ts";
import { submitExercise } from "#app/services/commands/submit-exercise.ts";
import { offerOf } from "#app/services/course-offer.ts";

/** A clock that stands still until it is moved. */
export function stoppedClock(start: string) {
  let now = new Date(start);
  return {
    now: () => now,
    set: (iso: string) => void (now = new Date(iso)),
    pass: (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000)),
  };
}

type StepInput = Parameters<typeof recordSteps>[1]["steps"][number];

/** One saved choice, as `send` takes it. */
export function save(item: string, option: string): Partial<StepInput> {
  return { kind: "save", item, response: { kind: "options", options: [option] } };
}

/**
 * The services over a real database, and short ways to act as people would: what tests of the
 * instructor's side look at was written by the same code that serves learners.
 */
export function createTeam(
  db: Database,
  course: Course,
  clock = stoppedClock("2026-11-23T09:00:00Z"),
) {
  const ids = { next: () => uuidv7(), token: () => "seed-of-the-test" };
  const offer = offerOf(course);
  const data = {
    people: peopleData(db),
    attempts: attemptData(db),
    submissions: submissionData(db),
    drafts: draftData(db),
    progress: lessonProgressData(db),
    onboarding: onboardingData(db),
    overview: overviewData(db),
    audit: auditData(db),
  };
  const examination = { attempts: data.attempts, bank: offer.bank, clock, ids };

  async function add(name: string, role: Role = "learner"): Promise<string> {
    const id = uuidv7();
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.com`;
    await db.prisma.user.create({ data: { id, name, email, role } });
    return id;
  }

  async function startBasic(userId: string): Promise<string> {
    const started = await startAttempt(examination, {
      userId,
      assessment: "basic",
      tabId: "tab-one-1",
    });
    if (started.kind !== "running") throw new Error(`not started: ${JSON.stringify(started)}`);
    return started.attemptId;
  }

  /** Sends steps as the examination page does; whatever is not given has a sensible value. */
  async function send(userId: string, attemptId: string, steps: readonly Partial<StepInput>[]) {
    return recordSteps(examination, {
      attemptId,
      userId,
      baseSeq: 0,
      steps: steps.map(
        (step) =>
          ({
            idemKey: uuidv7(),
            tabId: "tab-one-1",
            tabSeq: 1,
            clientAt: clock.now().toISOString(),
            ...step,
          }) as StepInput,
      ),
    });
  }

  /** A whole Basic attempt with this many right answers, one minute long. */
  async function takeBasic(userId: string, right: number): Promise<string> {
    const attemptId = await startBasic(userId);
    const answers = course.questions.map(({ id }, index) =>
      save(id, index < right ? "right" : "wrong"),
    );
    await send(userId, attemptId, answers);
    clock.pass(60);
    await submitAttempt(examination, { attemptId, userId, idemKey: "submit", tabId: null });
    return attemptId;
  }

  async function handIn(
    userId: string,
    exercise: string,
    status: Verdict["status"] | null,
    text = "select 1",
  ): Promise<string> {
    const result = await submitExercise(
      {
        ...data,
        shelf: offer.shelf,
        jobs: { enqueueGrading: async () => {} },
        clock,
        ids,
      },
      { userId, exercise, text, idemKey: uuidv7() },
    );
    if (result.kind !== "accepted") throw new Error(`not accepted: ${JSON.stringify(result)}`);
    if (status === null) return result.submissionId;
    const grader: Grader = {
      grade: async ({ slug, version }) => ({
        exercise: slug,
        version,
        engine: "pglite",
        status,
        fault: status === "passed" ? null : "learner",
        checks: [
          {
            id: "rows",
            status: status === "passed" ? "passed" : "failed",
            message: status === "passed" ? "All rows are right." : "Row 3 differs.",
          },
        ],
        ms: 12,
      }),
    };
    await gradeSubmission(
      { submissions: data.submissions, shelf: offer.shelf, grader, clock, ids },
      result.submissionId,
    );
    return result.submissionId;
  }

  return {
    ...data,
    clock,
    ids,
    offer,
    passagesOf: offer.passagesOf,
    examination,
    add,
    startBasic,
    send,
    takeBasic,
    submitBasic: (userId: string, attemptId: string) =>
      submitAttempt(examination, { attemptId, userId, idemKey: "submit", tabId: null }),
    handIn,
    confirm: (input: Parameters<typeof confirmOnboardingItem>[1]) =>
      confirmOnboardingItem({ ...data, path: course.onboarding, clock, ids }, input),
  };
}
export type Team = ReturnType<typeof createTeam>;
