import type { Confirmation } from "#app/domain/onboarding/checklist.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import type { Database } from "./database.server.ts";

/** An attempt without its form and log: what instructors see of many at once. */
export type AttemptResult = {
  id: string;
  userId: string;
  assessment: string;
  number: number;
  startedAt: Date;
  closedAt: Date | null;
  /** The newest grade or regrade. */
  earned: number | null;
  possible: number | null;
  passed: boolean | null;
};

export type ExerciseRecord = {
  userId: string;
  exercise: string;
  tries: number;
  /** Verdicts since the asked moment that were no pass; what failed on our side is no verdict. */
  recentFailures: number;
  passed: boolean;
  lastAt: Date;
};

export type SubmissionLine = {
  id: string;
  exercise: string;
  version: string;
  submittedAt: Date;
  /** Oldest first; the last counts. */
  gradings: readonly {
    status: Verdict["status"];
    fault: Verdict["fault"];
    reason: "initial" | "regrade";
    gradedAt: Date;
  }[];
};

/**
 * What instructors read about everybody, or one person: each function is one statement, however
 * many people there are. Whether a person passes anything is not decided here.
 */
export function overviewData({ pool }: Database) {
  return {
    /** Oldest first. Agrees with foldAttempt, by test. */
    async attemptResults(userId?: string): Promise<AttemptResult[]> {
      const { rows } = await pool.query<AttemptResult>(
        `SELECT a.id, a.user_id AS "userId", a.assessment, a.number, a.started_at AS "startedAt",
           closing.server_at AS "closedAt",
           (grade.score ->> 'earned')::float8 AS earned,
           (grade.score ->> 'possible')::float8 AS possible,
           (grade.score ->> 'passed')::bool AS passed
         FROM attempt a
         LEFT JOIN attempt_step closing ON closing.attempt_id = a.id
           AND closing.kind IN ('submit', 'auto-submit') AND closing.refusal IS NULL
         LEFT JOIN LATERAL (
           SELECT g.payload -> 'score' AS score FROM attempt_step g
           WHERE g.attempt_id = a.id AND g.kind IN ('grade', 'regrade') AND g.refusal IS NULL
             AND closing.attempt_id IS NOT NULL
           ORDER BY g.seq DESC LIMIT 1) grade ON true
         WHERE $1::text IS NULL OR a.user_id = $1
         ORDER BY a.started_at, a.id`,
        [userId ?? null],
      );
      return rows;
    },

    /** Every exercise somebody handed something in for. */
    async exerciseRecords(since: Date, userId?: string): Promise<ExerciseRecord[]> {
      const { rows } = await pool.query<ExerciseRecord>(
        `SELECT s.user_id AS "userId", s.exercise, count(*)::int AS tries,
           count(*) FILTER (WHERE s.submitted_at >= $1 AND newest.status <> 'passed'
             AND newest.fault IS DISTINCT FROM 'platform')::int AS "recentFailures",
           coalesce(bool_or(newest.status = 'passed'), false) AS passed,
           max(s.submitted_at) AS "lastAt"
         FROM submission s
         LEFT JOIN (SELECT DISTINCT ON (submission_id) submission_id, status, fault FROM grading
                    ORDER BY submission_id, graded_at DESC, id DESC) newest
           ON newest.submission_id = s.id
         WHERE $2::text IS NULL OR s.user_id = $2
         GROUP BY s.user_id, s.exercise ORDER BY s.user_id, s.exercise`,
        [since, userId ?? null],
      );
      return rows;
    },

    /** What one person handed in, newest first, without the texts. */
    async submissionList(userId: string, exercise?: string): Promise<SubmissionLine[]> {
      const { rows } = await pool.query<
        Omit<SubmissionLine, "gradings"> & {
          gradings: (Omit<SubmissionLine["gradings"][number], "gradedAt"> & { gradedAt: string })[];
        }
      >(
        `SELECT s.id, s.exercise, s.version, s.submitted_at AS "submittedAt",
           coalesce(jsonb_agg(jsonb_build_object('status', g.status, 'fault', g.fault,
               'reason', g.reason, 'gradedAt', g.graded_at) ORDER BY g.graded_at, g.id)
             FILTER (WHERE g.id IS NOT NULL), '[]') AS gradings
         FROM submission s LEFT JOIN grading g ON g.submission_id = s.id
         WHERE s.user_id = $1 AND ($2::text IS NULL OR s.exercise = $2)
         GROUP BY s.id ORDER BY s.submitted_at DESC, s.id DESC`,
        [userId, exercise ?? null],
      );
      return rows.map((row) => ({
        ...row,
        gradings: row.gradings.map((one) => ({ ...one, gradedAt: new Date(one.gradedAt) })),
      }));
    },

    /** Finished lessons of everybody. */
    async completedLessons(): Promise<{ userId: string; lesson: string; completedAt: Date }[]> {
      const { rows } = await pool.query(
        `SELECT user_id AS "userId", lesson, completed_at AS "completedAt"
         FROM lesson_progress WHERE completed_at IS NOT NULL`,
      );
      return rows;
    },

    /** The newest word on each person's item. */
    async confirmations(): Promise<(Confirmation & { userId: string })[]> {
      const { rows } = await pool.query(
        `SELECT DISTINCT ON (c.user_id, c.item) c.user_id AS "userId", c.item, c.confirmed, c.note,
           coalesce(u.name, c.confirmed_by) AS by, c.confirmed_at AS at
         FROM onboarding_confirmation c LEFT JOIN user_account u ON u.id = c.confirmed_by
         ORDER BY c.user_id, c.item, c.confirmed_at DESC, c.id DESC`,
      );
      return rows;
    },

    /** When each person last did something of their own: read, wrote, handed in, answered. */
    async lastActivity(userId?: string): Promise<{ userId: string; at: Date }[]> {
      const { rows } = await pool.query(
        `SELECT user_id AS "userId", max(at) AS at FROM (
           SELECT user_id, max(last_read_at) AS at FROM lesson_progress GROUP BY user_id
           UNION ALL SELECT user_id, max(saved_at) FROM exercise_draft GROUP BY user_id
           UNION ALL SELECT user_id, max(opened_at) FROM hint_opening GROUP BY user_id
           UNION ALL SELECT user_id, max(submitted_at) FROM submission GROUP BY user_id
           UNION ALL SELECT a.user_id, own.server_at FROM attempt a CROSS JOIN LATERAL (
             SELECT s.server_at FROM attempt_step s
             WHERE s.attempt_id = a.id AND s.actor_id = a.user_id
             ORDER BY s.seq DESC LIMIT 1) own
         ) acts WHERE $1::text IS NULL OR user_id = $1 GROUP BY user_id`,
        [userId ?? null],
      );
      return rows;
    },

    /** Hints a person opened, oldest first. */
    async openedHints(
      userId: string,
    ): Promise<{ exercise: string; level: number; openedAt: Date }[]> {
      const { rows } = await pool.query(
        `SELECT exercise, level, opened_at AS "openedAt" FROM hint_opening
         WHERE user_id = $1 ORDER BY opened_at, exercise, level`,
        [userId],
      );
      return rows;
    },
  };
}
export type OverviewData = ReturnType<typeof overviewData>;
