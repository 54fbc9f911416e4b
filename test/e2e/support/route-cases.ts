import type { RouteEntry } from "#app/routes/table.ts";
import type { World } from "./world.ts";

type Status = number | { nobody: number; others: number };
type OwnerName = "open" | "closed";

/** What a route answers to whoever may use it. Refusals follow from its access and are not listed. */
export interface RouteCase {
  /** Whose things the address or the body names: to everybody else they do not exist. */
  owner?: OwnerName;
  /** Who plays the learner where there is no owner; the one with a finished attempt when left out. */
  learner?: OwnerName;
  /** Parts of the path that are not in `addressParts`. */
  parts?: (world: World) => Record<string, string>;
  /** Left out for routes that answer no GET. */
  get?: Status;
  post?: {
    form?: (world: World) => Record<string, string>;
    json?: unknown;
    status: Status;
    owner?: OwnerName;
    /** It ends the session, so everybody comes with one of their own. */
    endsSession?: true;
  };
}

/** One line per route of app/routes/table.ts, by its path. A route without a line fails the test. */
export const routeCases: Record<string, RouteCase> = {
  "": { get: { nobody: 200, others: 302 } },
  "sign-in": {
    get: { nobody: 200, others: 302 },
    post: {
      form: () => ({ email: "nobody@example.com", password: "wrong" }),
      status: { nobody: 400, others: 302 },
    },
  },
  "sign-out": { get: 302, post: { form: () => ({}), status: 302, endsSession: true } },
  "invitation/:token": { get: 200, post: { form: () => ({ name: "" }), status: 400 } },
  "forgot-password": {
    get: 200,
    post: { form: () => ({ email: "nobody@example.com" }), status: 200 },
  },
  "reset-password": {
    get: 200,
    post: { form: () => ({ token: "made-up", password: "long enough a word" }), status: 400 },
  },
  account: {
    get: 200,
    post: {
      form: (world) => ({ session: world.open.spareSession }),
      owner: "open",
      status: 200,
    },
  },
  "admin/people": {
    get: 200,
    post: { form: () => ({ intent: "invite", email: "", role: "learner" }), status: 200 },
  },

  today: { get: 200 },
  onboarding: { get: 200 },
  standing: { get: 200 },

  learn: { get: 200 },
  "learn/:module": { get: 200 },
  "learn/:module/:lesson": {
    get: 200,
    post: { form: () => ({ intent: "complete" }), status: 200 },
  },
  "learn/:module/:lesson/place": { post: { form: () => ({ at: "summary" }), status: 204 } },

  assess: { get: 200 },
  "assess/:assessment": {
    learner: "open",
    get: 200,
    post: { form: () => ({}), status: 302 },
  },
  "assess/attempts/:attempt": { owner: "open", get: 200 },
  "assess/attempts/:attempt/steps": {
    owner: "open",
    post: { json: { steps: [], baseSeq: 0 }, status: 200 },
  },
  "assess/attempts/:attempt/submit": { owner: "closed", post: { json: {}, status: 200 } },
  "assess/attempts/:attempt/review": { owner: "closed", get: 200 },

  lab: { get: 200 },
  "lab/:exercise": { get: 200 },
  "lab/:exercise/draft": { post: { json: { text: "select 1" }, status: 200 } },
  "lab/:exercise/hints": { post: { json: { level: 1 }, status: 200 } },
  "lab/:exercise/submissions": {
    post: { json: { text: "select 1", idemKey: "from-the-route-test" }, status: 202 },
  },
  "lab/submissions/:submission/verdict": { owner: "closed", get: 200 },
  "lab/data/:file": { parts: () => ({ file: "nothing.bin" }), get: 404 },
  "lab/submissions/:submission": { owner: "closed", get: 200 },

  teach: { get: 200 },
  "teach/learners/:learner": {
    get: 200,
    post: {
      form: () => ({ intent: "confirm", item: "ONB-1.3", note: "Seen at the desk." }),
      status: 200,
    },
  },
  "teach/attempts/:attempt": { get: 200 },
  "teach/submissions/:submission": { get: 200 },
  "teach/learners.csv": { get: 200 },
};

/** The parts of addresses that name somebody's things, or content that is there. */
export function addressParts(world: World, owner: OwnerName): Record<string, string> {
  return {
    token: world.invitation,
    assessment: "basic",
    module: "database-fundamentals",
    lesson: "choosing-an-index",
    exercise: "latest-analyses-of-one-user",
    learner: world[owner].userId,
    attempt: world[owner].attemptId,
    submission: world[owner].submissionId,
  };
}

/** The address of a route for this world. */
export function addressOf(entry: RouteEntry, world: World): string {
  const own = routeCases[entry.path];
  const parts = { ...addressParts(world, own?.owner ?? "closed"), ...own?.parts?.(world) };
  const path = entry.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`nothing stands for :${name} in ${entry.path}`);
    return part;
  });
  return `/${path}`;
}
