import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { renderHint, renderTask } from "./adapters/content/render-task.ts";
import { createCredentials } from "./adapters/credentials/credentials.server.ts";
import { createGrader } from "./adapters/grading/grader.server.ts";
import { createPracticeData } from "./adapters/grading/practice-data.server.ts";
import { every } from "./adapters/jobs/every.ts";
import { createJobs } from "./adapters/jobs/jobs.server.ts";
import { logMailer } from "./adapters/mail/mailer.server.ts";
import { createSchemaReader } from "./adapters/sql/read-schema.server.ts";
import { nodeScriptParser } from "./adapters/sql/script-parser.server.ts";
import { attemptData } from "./data/attempts.server.ts";
import { auditData } from "./data/audit.server.ts";
import { openDatabase } from "./data/database.server.ts";
import { draftData } from "./data/drafts.server.ts";
import { invitationData } from "./data/invitations.server.ts";
import { lessonProgressData } from "./data/lesson-progress.server.ts";
import { onboardingData } from "./data/onboarding.server.ts";
import { overviewData } from "./data/overview.server.ts";
import { peopleData } from "./data/people.server.ts";
import { rateLimitData } from "./data/rate-limits.server.ts";
import { sessionData } from "./data/sessions.server.ts";
import { submissionData } from "./data/submissions.server.ts";
import type { Course } from "./domain/content/course.ts";
import { acceptInvitation } from "./services/commands/accept-invitation.ts";
import { addPerson } from "./services/commands/add-person.ts";
import { changePerson } from "./services/commands/change-person.ts";
import { closeOverdueAttempts } from "./services/commands/close-overdue-attempts.ts";
import { confirmOnboardingItem } from "./services/commands/confirm-onboarding-item.ts";
import { completeLesson } from "./services/commands/complete-lesson.ts";
import { findOpenInvitation } from "./services/commands/find-open-invitation.ts";
import { findViewer } from "./services/commands/find-viewer.ts";
import { type Grader, gradeSubmission } from "./services/commands/grade-submission.ts";
import { invitePerson } from "./services/commands/invite-person.ts";
import { openHint } from "./services/commands/open-hint.ts";
import { recordReading } from "./services/commands/record-reading.ts";
import { recordSteps } from "./services/commands/record-steps.ts";
import { requeueUngraded } from "./services/commands/requeue-ungraded.ts";
import { discardDraft, saveDraft } from "./services/commands/save-draft.ts";
import { startAttempt } from "./services/commands/start-attempt.ts";
import { submitAttempt } from "./services/commands/submit-attempt.ts";
import { submitExercise } from "./services/commands/submit-exercise.ts";
import { startableBackground } from "./services/background.ts";
import { offerOf } from "./services/course-offer.ts";
import { listExercises } from "./services/views/list-exercises.ts";
import { listAssessments, viewAssessment } from "./services/views/view-assessments.ts";
import { viewAttemptRecord } from "./services/views/view-attempt-record.ts";
import { viewAttempt } from "./services/views/view-attempt.ts";
import { viewExercise } from "./services/views/view-exercise.ts";
import { viewLearner } from "./services/views/view-learner.ts";
import { viewLearners } from "./services/views/view-learners.ts";
import { viewLesson } from "./services/views/view-lesson.ts";
import { viewModule, viewModules } from "./services/views/view-modules.ts";
import { viewReview } from "./services/views/view-review.ts";
import { viewSubmission } from "./services/views/view-submission.ts";
import { resetPerson } from "./services/commands/reset-person.ts";
import { viewVerdict } from "./services/views/view-verdict.ts";
import { signIn } from "./services/commands/sign-in.ts";
import { viewOnboarding } from "./services/views/view-onboarding.ts";
import { viewToday } from "./services/views/view-today.ts";
import { viewStanding } from "./services/views/view-standing.ts";
import type { Clock, Ids } from "./services/core.ts";

export type WiringOptions = {
  databaseUrl: string;
  /** Where people reach Planwise, e.g. http://localhost:3000; no slash at the end. */
  origin: string;
  secret: string;
  log(line: string): void;
  /** The demo team is loaded: the sign-in page says how to get in. */
  demo?: boolean;
  course: Course;
  /** Folder with app/ and node_modules/, for the processes that grade. */
  projectRoot: string;
  /** Folder with the exercises and, in _datasets, their data. */
  exercisesDirectory: string;
  /** A grader of the test's own; otherwise child processes are started when they are needed. */
  grader?: Grader & { close(): Promise<void> };
  /** Fixed in tests. */
  clock?: Clock;
};

type Bound<F> = F extends (deps: never, ...args: infer A) => infer R ? (...args: A) => R : never;

/** Gives a service its dependencies, leaving what the caller says. */
function bind<D, A extends unknown[], R>(service: (deps: D, ...args: A) => R, deps: D) {
  return ((...args: A) => service(deps, ...args)) as Bound<(deps: D, ...args: A) => R>;
}

type BaseOptions = Pick<WiringOptions, "databaseUrl" | "origin" | "secret" | "log" | "clock">;

/** What every process that knows people needs: the database, time, luck and accounts. */
function openBase({ databaseUrl, origin, secret, log, clock: given }: BaseOptions) {
  const clock: Clock = given ?? { now: () => new Date() };
  const ids: Ids = { next: () => uuidv7(), token: () => randomBytes(24).toString("base64url") };
  const db = openDatabase(databaseUrl, (error) =>
    log(`database connection lost: ${error.message}`),
  );
  const mailer = logMailer(log);
  const credentials = createCredentials(
    db,
    { origin, secret, secureCookies: origin.startsWith("https://") },
    mailer,
  );
  const people = peopleData(db);
  const audit = auditData(db);
  return { clock, ids, db, mailer, credentials, people, audit, origin };
}

function peopleServices(base: ReturnType<typeof openBase>) {
  const { db, credentials, people, clock } = base;
  const invitations = invitationData(db);
  return {
    signIn: bind(signIn, { credentials, people, rateLimits: rateLimitData(db), clock }),
    signOut: credentials.signOut,
    requestPasswordReset: credentials.requestPasswordReset,
    resetPassword: credentials.resetPassword,
    listSessions: credentials.listSessions,
    revokeSession: credentials.revokeSession,
    list: people.list,
    invite: bind(invitePerson, { ...base, invitations }),
    acceptInvitation: bind(acceptInvitation, { ...base, invitations }),
    findOpenInvitation: bind(findOpenInvitation, { invitations, clock }),
    listInvitations: invitations.list,
    revokeInvitation: invitations.revoke,
    change: bind(changePerson, base),
    findByEmail: people.findByEmail,
    add: bind(addPerson, base),
    reset: bind(resetPerson, base),
    /** For the demo team only. */
    createAccount: credentials.createAccount,
    setPassword: credentials.setPassword,
  };
}

/** People and their accounts alone, for the command line: no course, no engines. */
export function wirePeople(options: BaseOptions) {
  const base = openBase(options);
  return { people: peopleServices(base), close: base.db.close };
}

/** Builds everything once; the only place that knows which adapter stands behind which service. */
export function wire(options: WiringOptions) {
  const { log } = options;
  const base = openBase(options);
  const { clock, ids, db, credentials, people, audit } = base;

  const { course } = options;
  const offer = offerOf(course);
  const { bank, shelf, titles, passagesOf } = offer;
  const attempts = attemptData(db);
  const submissions = submissionData(db);
  const progress = lessonProgressData(db);
  const onboarding = onboardingData(db);
  const overview = overviewData(db);
  const examination = { attempts, bank, clock, ids };
  const evidence = { attempts, submissions, progress, shelf };
  const standing = {
    ...evidence,
    certifications: course.certifications,
    offer: offer.certification,
  };
  const path = {
    ...evidence,
    path: course.onboarding,
    onboarding,
    offer: offer.onboarding,
    titles,
  };

  const datasetDirs = [join(options.exercisesDirectory, "_datasets")];
  const gradesAtOnce = Math.max(1, Math.floor(availableParallelism() / 2));
  const ownGrader = createGrader({
    root: options.projectRoot,
    datasetDirs,
    size: gradesAtOnce,
    report: log,
    onFault: (reason) => log(`grading: ${reason}`),
  });
  const grader = options.grader ?? ownGrader;
  const practice = createPracticeData(ownGrader.store);
  const reading = { catalog: course, progress, exercises: shelf, practice, clock };

  const jobs = createJobs(options.databaseUrl, log, { gradesAtOnce });
  const drafts = draftData(db);
  const look = {
    renderTask,
    renderHint,
    tables: createSchemaReader({ datasetDirs, parser: nodeScriptParser }),
  };
  const lab = { shelf, submissions, drafts, look, practice, jobs, grader, clock, ids };
  const submissionParts = { submissions, overview, people, shelf, titles };

  const services = {
    clock,
    demo: options.demo ?? false,
    findViewer: bind(findViewer, { credentials, sessions: sessionData(db), clock }),
    reading: {
      modules: bind(viewModules, reading),
      module: bind(viewModule, reading),
      lesson: bind(viewLesson, reading),
      record: bind(recordReading, reading),
      complete: bind(completeLesson, reading),
    },
    practice,
    people: peopleServices(base),
    assess: {
      list: bind(listAssessments, examination),
      view: bind(viewAssessment, examination),
      start: bind(startAttempt, examination),
      viewAttempt: bind(viewAttempt, examination),
      record: bind(recordSteps, examination),
      submit: bind(submitAttempt, examination),
      viewReview: bind(viewReview, { attempts, passagesOf }),
      closeOverdue: bind(closeOverdueAttempts, examination),
    },
    lab: {
      list: bind(listExercises, { ...lab, modules: course.modules }),
      view: bind(viewExercise, lab),
      saveDraft: bind(saveDraft, lab),
      discardDraft: bind(discardDraft, lab),
      openHint: bind(openHint, lab),
      submit: bind(submitExercise, lab),
      viewVerdict: bind(viewVerdict, lab),
      viewSubmission: bind(viewSubmission, submissionParts),
    },
    standing: {
      view: bind(viewStanding, standing),
      onboarding: bind(viewOnboarding, path),
      today: bind(viewToday, { path, standing, examination, course }),
    },
    teach: {
      learner: bind(viewLearner, { people, overview, path, standing, bank, catalog: course }),
      attempt: bind(viewAttemptRecord, { attempts, people, passagesOf }),
      submission: bind(viewSubmission, submissionParts),
      learners: bind(viewLearners, {
        people,
        overview,
        submissions,
        shelf,
        path: course.onboarding,
        certifications: course.certifications,
        offers: offer,
        titles,
        clock,
      }),
      confirmItem: bind(confirmOnboardingItem, {
        onboarding,
        people,
        audit,
        path: course.onboarding,
        clock,
        ids,
      }),
    },
  };
  const background = startableBackground({
    jobs,
    gradeSubmission: bind(gradeSubmission, lab),
    requeueUngraded: bind(requeueUngraded, lab),
    closeOverdue: services.assess.closeOverdue,
    async prepareData() {
      for (const exercise of course.exercises) await ownGrader.prepare(exercise);
      if (grader === ownGrader) ownGrader.warm();
    },
    every,
    log,
  });
  return {
    services,
    ping: () => db.pool.query("SELECT 1"),
    /** Grades, closes what ran out of time, finds what was left over. Once per process. */
    startBackground: background.start,
    async close() {
      await background.stop();
      await grader.close();
      await db.close();
    },
  };
}

export type Services = ReturnType<typeof wire>["services"];
