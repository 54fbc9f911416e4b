import { z } from "zod";

/** One learner as the instructor's table shows them. */
export type LearnerRow = {
  id: string;
  name: string;
  email: string;
  /** The account is closed; what was shown with it stays. */
  closed: boolean;
  path: { done: number; of: number };
  exercises: { passed: number; tried: number };
  practicals: { passed: number; of: number };
  /** The best finished attempt, and how many were begun. */
  basic: { best: { earned: number; possible: number } | null; attempts: number; running: boolean };
  /** Null where no such certificate is offered. */
  doc: { met: boolean; missing: number } | null;
  stuckOn: readonly { exercise: string; title: string; tries: number }[];
  lastActivityAt: Date | null;
};

export const learnerState = z.enum(["stuck", "not-started", "ready", "closed"]);

export const learnerColumn = z.enum([
  "name",
  "path",
  "exercises",
  "practicals",
  "score",
  "attempts",
  "doc",
  "activity",
]);
export type LearnerColumn = z.infer<typeof learnerColumn>;

/** What the address of the table may say; the same for the page and for the file. */
export const learnerQuery = z.strictObject({
  q: z.string().trim().max(200, "search for at most 200 characters").default(""),
  state: z
    .union([learnerState, z.literal("")], `use one of ${learnerState.options.join(", ")}`)
    .default(""),
  sort: z
    .enum(learnerColumn.options, `use one of ${learnerColumn.options.join(", ")}`)
    .default("name"),
  dir: z.enum(["asc", "desc"], "use asc or desc").default("asc"),
});
export type LearnerQuery = z.infer<typeof learnerQuery>;

/** The rows asked for, in the order asked for; equal ones by name. Without a value: always last. */
export function arrangeLearners(rows: readonly LearnerRow[], query: LearnerQuery): LearnerRow[] {
  const sign = query.dir === "asc" ? 1 : -1;
  const value = sortValue[query.sort];
  return rows
    .filter((row) => matchesText(row, query.q) && matchesState(row, query.state))
    .sort((a, b) => {
      const [left, right] = [value(a), value(b)];
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
      } else if (left !== right) return left < right ? -sign : sign;
      return byName(a, b);
    });
}

function matchesText({ name, email }: LearnerRow, q: string): boolean {
  const text = fold(`${name} ${email}`);
  return fold(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Case and accents do not matter: "jose" finds José. */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function matchesState(row: LearnerRow, state: LearnerQuery["state"]): boolean {
  if (state === "closed") return row.closed;
  if (row.closed) return false;
  switch (state) {
    case "":
      return true;
    case "stuck":
      return row.stuckOn.length > 0;
    case "not-started":
      return row.lastActivityAt === null;
    case "ready":
      return row.doc?.met ?? false;
    default:
      return state satisfies never;
  }
}

const sortValue: Record<LearnerColumn, (row: LearnerRow) => number | string | null> = {
  name: (row) => fold(row.name),
  path: (row) => row.path.done,
  exercises: (row) => row.exercises.passed + row.exercises.tried / 1_000_000,
  practicals: (row) => row.practicals.passed,
  score: ({ basic: { best } }) => best && best.earned / best.possible,
  attempts: (row) => row.basic.attempts,
  doc: ({ doc }) => doc && -doc.missing,
  activity: (row) => row.lastActivityAt?.getTime() ?? null,
};

function byName(a: LearnerRow, b: LearnerRow): number {
  return a.name.localeCompare(b.name, "en") || (a.email < b.email ? -1 : 1);
}
