import type { AttemptStep } from "#app/domain/assessment/attempt-log.ts";
import type { Form, FrozenItem } from "#app/domain/assessment/draw-form.ts";
import type { Database } from "./database.server.ts";
import { recordSteps } from "./record-steps.server.ts";

export type AttemptRow = {
  id: string;
  userId: string;
  assessment: string;
  number: number;
  form: Form;
  startedAt: Date;
  deadlineAt: Date;
};
export type AttemptWithLog = AttemptRow & { steps: AttemptStep[] };

export type StartInput = {
  id: string;
  userId: string;
  assessment: string;
  number: number;
  form: Form;
  items: readonly FrozenItem[];
  idemKey: string;
  tabId: string | null;
  now: Date;
  deadline: Date;
  detail: Record<string, unknown>;
};

export type AppendInput = {
  attemptId: string;
  /** The learner whose attempt it must be; null for staff and for the clock. */
  ownerId: string | null;
  kind: AttemptStep["kind"];
  idemKey: string;
  actorId: string;
  tabId: string | null;
  tabSeq: number | null;
  item: string | null;
  payload: Record<string, unknown>;
  refusal: string | null;
  clientAt: Date | null;
  now: Date;
  graceMs: number;
};

export type AppendResult =
  | {
      /** `full`: not written; only a page's steps can be. */
      outcome: "appended" | "repeated" | "full";
      seq: number;
      kind: string;
      refusal: string | null;
      serverAt: Date;
      deadlineAt: Date;
    }
  | { outcome: "not-due"; deadlineAt: Date }
  | { outcome: "not-found" };

/** A form is some 100 kB; this many stay in memory. */
const maxRememberedForms = 500;

/** Attempts and their insert-only log. Every write is one call of a database function. */
export function attemptData({ prisma, pool }: Database) {
  const forms = new Map<string, { userId: string; form: Form }>();
  const withSteps = { steps: { orderBy: { seq: "asc" } } } as const;
  return {
    async start(
      input: StartInput,
    ): Promise<{ outcome: "started" | "overtaken"; attemptId: string }> {
      const { rows } = await pool.query<{ outcome: "started" | "overtaken"; attempt_id: string }>(
        `SELECT outcome, attempt_id FROM start_attempt($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          input.id,
          input.userId,
          input.assessment,
          input.number,
          JSON.stringify(input.form),
          JSON.stringify(input.items),
          input.idemKey,
          input.tabId,
          input.now,
          input.deadline,
          JSON.stringify(input.detail),
        ],
      );
      const row = rows[0];
      if (!row) throw new Error("start_attempt returned nothing");
      return { outcome: row.outcome, attemptId: row.attempt_id };
    },

    async append(input: AppendInput): Promise<AppendResult> {
      const { rows } = await pool.query(
        `SELECT outcome, seq, kind, refusal, server_at, deadline_at
         FROM append_attempt_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::interval)`,
        [
          input.attemptId,
          input.ownerId,
          input.kind,
          input.idemKey,
          input.actorId,
          input.tabId,
          input.tabSeq,
          input.item,
          JSON.stringify(input.payload),
          input.refusal,
          input.clientAt,
          input.now,
          `${input.graceMs} milliseconds`,
        ],
      );
      const row = rows[0];
      if (row.outcome === "not-found") return { outcome: "not-found" };
      if (row.outcome === "not-due") return { outcome: "not-due", deadlineAt: row.deadline_at };
      return {
        outcome: row.outcome,
        seq: row.seq,
        kind: row.kind,
        refusal: row.refusal,
        serverAt: row.server_at,
        deadlineAt: row.deadline_at,
      };
    },

    /** One attempt with its log; with an owner, only if it is theirs. */
    async find(id: string, ownerId: string | null): Promise<AttemptWithLog | null> {
      if (!isUuid(id)) return null;
      const row = await prisma.attempt.findFirst({
        where: { id, ...(ownerId === null ? {} : { userId: ownerId }) },
        include: withSteps,
      });
      return row && asAttempt(row);
    },

    /** What never changes of an attempt; kept in memory, because every saved answer asks for it. */
    async findForm(id: string, ownerId: string): Promise<Form | null> {
      const known = forms.get(id);
      if (known) return known.userId === ownerId ? known.form : null;
      if (!isUuid(id)) return null;
      const row = await prisma.attempt.findFirst({ where: { id, userId: ownerId } });
      if (!row) return null;
      const form = row.form as unknown as Form;
      if (forms.size >= maxRememberedForms) forms.delete(forms.keys().next().value ?? "");
      forms.set(id, { userId: ownerId, form });
      return form;
    },

    record: recordSteps({ pool }),

    async listByUser(userId: string, assessment?: string): Promise<AttemptWithLog[]> {
      const rows = await prisma.attempt.findMany({
        where: { userId, ...(assessment ? { assessment } : {}) },
        include: withSteps,
        orderBy: { startedAt: "asc" },
      });
      return rows.map(asAttempt);
    },

    /** The frozen questions with their keys. Only scoring and the review after submission may ask. */
    async frozenItems(id: string): Promise<readonly FrozenItem[]> {
      const row = await prisma.attemptKey.findUniqueOrThrow({ where: { attemptId: id } });
      return row.items as unknown as FrozenItem[];
    },

    /** Attempts whose time (grace included) is up without a closing step. */
    async listOverdue(now: Date, graceMs: number): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT a.id FROM attempt a
         WHERE a.deadline_at + $2::interval <= $1
           AND attempt_deadline(a.id) + $2::interval <= $1
           AND NOT EXISTS (SELECT FROM attempt_step s WHERE s.attempt_id = a.id AND s.refusal IS NULL
                             AND s.kind IN ('submit', 'auto-submit'))`,
        [now, `${graceMs} milliseconds`],
      );
      return rows.map((row) => row.id);
    },

    /** Closed attempts without a grade: a crash came between the two. */
    async listUngraded(): Promise<string[]> {
      const { rows } = await pool.query<{ attempt_id: string }>(
        `SELECT s.attempt_id FROM attempt_step s
         WHERE s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL
           AND NOT EXISTS (SELECT FROM attempt_step g WHERE g.attempt_id = s.attempt_id AND g.kind = 'grade')`,
      );
      return rows.map((row) => row.attempt_id);
    },

    /** The first step whose hash does not follow from the one before; null when the log is whole. */
    async firstBrokenStep(id: string): Promise<number | null> {
      const { rows } = await pool.query<{ broken_seq: number }>(
        `SELECT broken_seq FROM verify_attempt($1)`,
        [id],
      );
      return rows[0]?.broken_seq ?? null;
    },
  };
}
export type AttemptData = ReturnType<typeof attemptData>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Rows come back as Prisma's JSON types; the forms in them were written by start_attempt. */
function asAttempt(
  row: { form: unknown; steps: readonly unknown[] } & Omit<AttemptRow, "form">,
): AttemptWithLog {
  const { id, userId, assessment, number, startedAt, deadlineAt } = row;
  return {
    id,
    userId,
    assessment,
    number,
    startedAt,
    deadlineAt,
    form: row.form as Form,
    steps: row.steps as AttemptStep[],
  };
}
