/**
 * Every URL of Planwise on one screen, with the role it needs and the methods it takes.
 * routes.ts turns this into React Router's configuration, the guard in root.tsx enforces the
 * role, and a test walks the whole table as nobody, learner, instructor and admin.
 */
export type Access = "anyone" | "learner" | "instructor" | "admin";

export type RouteEntry = {
  /** React Router path, "" for the index. */
  path: string;
  /** Module under app/, e.g. "routes/home.tsx". */
  file: string;
  access: Access;
  /** Set when the module has an action; "only" when it answers no GET. */
  action?: true | "only";
};

export const routeTable: readonly RouteEntry[] = [
  { path: "", file: "routes/home.tsx", access: "anyone" },

  { path: "sign-in", file: "routes/auth/sign-in.tsx", access: "anyone", action: true },
  { path: "sign-out", file: "routes/auth/sign-out.tsx", access: "anyone", action: true },
  { path: "invitation/:token", file: "routes/auth/invitation.tsx", access: "anyone", action: true },
  {
    path: "forgot-password",
    file: "routes/auth/forgot-password.tsx",
    access: "anyone",
    action: true,
  },
  {
    path: "reset-password",
    file: "routes/auth/reset-password.tsx",
    access: "anyone",
    action: true,
  },
  { path: "account", file: "routes/auth/account.tsx", access: "learner", action: true },
  { path: "admin/people", file: "routes/admin/people.tsx", access: "admin", action: true },

  { path: "today", file: "routes/learn/today.tsx", access: "learner" },
  { path: "onboarding", file: "routes/learn/onboarding.tsx", access: "learner" },
  { path: "standing", file: "routes/certificate/standing.tsx", access: "learner" },

  { path: "learn", file: "routes/learn/module-list.tsx", access: "learner" },
  { path: "learn/:module", file: "routes/learn/module.tsx", access: "learner" },
  {
    path: "learn/:module/:lesson",
    file: "routes/learn/lesson.tsx",
    access: "learner",
    action: true,
  },
  {
    path: "learn/:module/:lesson/place",
    file: "routes/learn/place.ts",
    access: "learner",
    action: "only",
  },

  { path: "lab", file: "routes/lab/list.tsx", access: "learner" },
  { path: "lab/:exercise", file: "routes/lab/exercise.tsx", access: "learner" },
  { path: "lab/:exercise/draft", file: "routes/lab/draft.ts", access: "learner", action: "only" },
  { path: "lab/:exercise/hints", file: "routes/lab/hints.ts", access: "learner", action: "only" },
  {
    path: "lab/:exercise/submissions",
    file: "routes/lab/submissions.ts",
    access: "learner",
    action: "only",
  },
  {
    path: "lab/submissions/:submission/verdict",
    file: "routes/lab/verdict.ts",
    access: "learner",
  },

  { path: "assess", file: "routes/assess/list.tsx", access: "learner" },
  {
    path: "assess/:assessment",
    file: "routes/assess/assessment.tsx",
    access: "learner",
    action: true,
  },
  { path: "assess/attempts/:attempt", file: "routes/assess/attempt.tsx", access: "learner" },
  {
    path: "assess/attempts/:attempt/steps",
    file: "routes/assess/steps.ts",
    access: "learner",
    action: "only",
  },
  {
    path: "assess/attempts/:attempt/submit",
    file: "routes/assess/submit.ts",
    access: "learner",
    action: "only",
  },
  { path: "assess/attempts/:attempt/review", file: "routes/assess/review.tsx", access: "learner" },

  { path: "teach", file: "routes/teach/learners.tsx", access: "instructor" },
  {
    path: "teach/learners/:learner",
    file: "routes/teach/learner.tsx",
    access: "instructor",
    action: true,
  },
  { path: "teach/attempts/:attempt", file: "routes/teach/attempt.tsx", access: "instructor" },
  {
    path: "teach/submissions/:submission",
    file: "routes/teach/submission.tsx",
    access: "instructor",
  },
  { path: "teach/learners.csv", file: "routes/teach/learners-file.ts", access: "instructor" },

  { path: "lab/data/:file", file: "routes/lab/data.ts", access: "learner" },
  { path: "lab/submissions/:submission", file: "routes/lab/submission.tsx", access: "learner" },
];
