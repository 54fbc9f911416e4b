import type { Verdict } from "#app/domain/exercise/verdict.ts";
import type { Database } from "./database.server.ts";
import { isUuid } from "./attempts.server.ts";

export type Submission = {
  id: string;
  userId: string;
  exercise: string;
  /** Hash of the exercise when it was handed in. */
  version: string;
  text: string;
  submittedAt: Date;
  /** Newest first; the first counts. */
  gradings: readonly { id: string; reason: string; verdict: Verdict; gradedAt: Date }[];
};

const withGradings = {
  gradings: { orderBy: [{ gradedAt: "desc" as const }, { id: "desc" as const }] },
};

/** What was handed in and every verdict on it. Rows are only ever added. */
export function submissionData({ prisma, pool }: Database) {
  return {
    /** Stores what was handed in; the same key again gives the first row back. */
    async add(row: {
      id: string;
      userId: string;
      exercise: string;
      version: string;
      text: string;
      idemKey: string;
      submittedAt: Date;
    }): Promise<{ id: string; repeated: boolean }> {
      const { rows } = await pool.query<{ id: string }>(
        `INSERT INTO submission (id, user_id, exercise, version, text, idem_key, submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id, idem_key) DO NOTHING RETURNING id`,
        [row.id, row.userId, row.exercise, row.version, row.text, row.idemKey, row.submittedAt],
      );
      if (rows[0]) return { id: rows[0].id, repeated: false };
      const earlier = await prisma.submission.findUniqueOrThrow({
        where: { userId_idemKey: { userId: row.userId, idemKey: row.idemKey } },
        select: { id: true },
      });
      return { id: earlier.id, repeated: true };
    },

    async addGrading(row: {
      id: string;
      submissionId: string;
      reason: "initial" | "regrade";
      verdict: Verdict;
      gradedAt: Date;
    }): Promise<void> {
      const { status, fault } = row.verdict;
      await prisma.grading.create({ data: { ...row, status, fault } });
    },

    /** One submission; with an owner, only if it is theirs. */
    async find(id: string, ownerId: string | null): Promise<Submission | null> {
      if (!isUuid(id)) return null;
      const row = await prisma.submission.findFirst({
        where: { id, ...(ownerId === null ? {} : { userId: ownerId }) },
        include: withGradings,
      });
      return row && asSubmission(row);
    },

    /** Newest first. */
    async list(filter: { userId?: string; exercise?: string }, limit = 100): Promise<Submission[]> {
      const rows = await prisma.submission.findMany({
        where: filter,
        include: withGradings,
        orderBy: { submittedAt: "desc" },
        take: limit,
      });
      return rows.map(asSubmission);
    },

    /**
     * Ids without a verdict, or with none but our own faults, handed in before `before`: a crash,
     * a restart or a broken grader came between.
     */
    async listUngraded(before: Date): Promise<string[]> {
      const rows = await prisma.submission.findMany({
        where: {
          submittedAt: { lt: before },
          gradings: { none: { OR: [{ fault: null }, { fault: "learner" }] } },
        },
        select: { id: true },
        orderBy: { submittedAt: "asc" },
        take: 200,
      });
      return rows.map((row) => row.id);
    },

    /** The first submission per exercise whose newest verdict is a pass. */
    async listPasses(userId?: string): Promise<Pass[]> {
      const { rows } = await pool.query<Pass>(
        `SELECT DISTINCT ON (s.user_id, s.exercise) s.user_id AS "userId", s.exercise,
           s.id AS "submissionId", s.submitted_at AS "passedAt"
         FROM submission s
         CROSS JOIN LATERAL (SELECT g.status FROM grading g WHERE g.submission_id = s.id
                             ORDER BY g.graded_at DESC, g.id DESC LIMIT 1) newest
         WHERE newest.status = 'passed' AND ($1::text IS NULL OR s.user_id = $1)
         ORDER BY s.user_id, s.exercise, s.submitted_at`,
        [userId ?? null],
      );
      return rows;
    },

    /** How often each exercise was handed in, and when last. */
    async countTries(
      userId?: string,
    ): Promise<{ userId: string; exercise: string; tries: number; lastAt: Date }[]> {
      const { rows } = await pool.query(
        `SELECT user_id AS "userId", exercise, count(*)::int AS tries, max(submitted_at) AS "lastAt"
         FROM submission WHERE $1::text IS NULL OR user_id = $1 GROUP BY user_id, exercise`,
        [userId ?? null],
      );
      return rows;
    },
  };
}
export type SubmissionData = ReturnType<typeof submissionData>;
export type Pass = { userId: string; exercise: string; submissionId: string; passedAt: Date };

function asSubmission(
  row: Omit<Submission, "gradings"> & { gradings: readonly unknown[] },
): Submission {
  return { ...row, gradings: row.gradings as Submission["gradings"] };
}
