import type { AttemptStep } from "#app/domain/assessment/attempt-log.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import type { Database } from "./database.server.ts";
import { gather } from "./gather.server.ts";

/** A step as a page sent it, with the reason when it cannot count. */
export type PageStep = {
  kind: AttemptStep["kind"];
  idemKey: string;
  tabId: string | null;
  tabSeq: number | null;
  item: string | null;
  payload: Record<string, unknown>;
  refusal: string | null;
  /** The browser's clock, in ms since 1970. */
  clientAt: number | null;
};

/** What became of the steps, and where the attempt stands for the page that sent them. */
export type RecordedSteps = {
  /** One per step; savedAt in ms since 1970. */
  acks: { idemKey: string; seq: number; refusal: string | null; savedAt: number }[];
  /** Counting answers after the sequence number the page had seen, oldest first. */
  saves: { seq: number; item: string; tabId: string | null; response: Response }[];
  lastSeq: number;
  closed: boolean;
  deadlineAt: Date;
};

type RecordInput = {
  attemptId: string;
  ownerId: string;
  steps: readonly PageStep[];
  baseSeq: number;
  now: Date;
  graceMs: number;
};

/** What record_attempt_steps is given, in its order. */
type Arguments = [
  attempt: string,
  owner: string,
  steps: string,
  baseSeq: number,
  now: Date,
  grace: string,
];

/** What record_attempt_steps answers; lastSeq is null when the attempt is not the owner's. */
type RecordRow = Omit<RecordedSteps, "lastSeq"> & { lastSeq: number | null };
/** Its place among those asked for together, from 1. */
type PlacedRow = RecordRow & { place: number };

const columns = `acks, saves, last_seq AS "lastSeq", closed, deadline_at AS "deadlineAt"`;

const mostTogether = 20;
/** A page saves one answer, or a few after a while without network; what is larger goes alone. */
const smallSteps = 3;
const smallBytes = 10_000;
/** A page waits for its answer before it sends again. */
const mostWaiting = 50;

/**
 * Appends a page's steps, all or none; null when the attempt is not the owner's, "busy" when far too
 * many wait for their turn. Pages that save at the same moment share a statement and its commit, and
 * still nobody holds up or spoils another's saves:
 *
 * - of one attempt one request is under way at a time, in the order they came, so that no attempt
 *   takes more than one connection or has two requests in a statement;
 * - what is large is recorded alone, and so is what somebody else has locked;
 * - when a statement fails, each of its requests is recorded alone. Recording twice is recording
 *   once, by the steps' idempotency keys.
 */
export function recordSteps({ pool }: Pick<Database, "pool">) {
  const turns = createTurns(mostWaiting);

  async function recordAlone(asked: Arguments): Promise<RecordRow | null> {
    const { rows } = await pool.query<RecordRow>({
      name: "record-attempt-steps",
      text: `SELECT ${columns} FROM record_attempt_steps($1, $2, $3, $4, $5, $6::interval)`,
      values: asked,
    });
    return rows[0] ?? null;
  }

  /** For each whether it was recorded here, and how; null: it has to be recorded alone. */
  async function recordTogether(asked: readonly Arguments[]): Promise<(RecordRow | null)[]> {
    if (asked.length === 1) return [null];
    const rows = await recordFree(asked).catch((error: unknown) => {
      // Each is recorded alone now, so nobody hears of it; whoever runs the server should. The
      // rest of the error may hold answers.
      console.error(`saving together failed: ${error instanceof Error ? error.message : error}`);
      return [];
    });
    const done = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, index) => done.get(index + 1) ?? null);
  }

  async function recordFree(asked: readonly Arguments[]): Promise<PlacedRow[]> {
    const { rows } = await pool.query<PlacedRow>({
      name: "record-attempt-steps-together",
      text: `WITH free AS MATERIALIZED (
               SELECT id FROM attempt WHERE id = ANY($1::uuid[]) FOR UPDATE SKIP LOCKED
             )
             SELECT asked.place::int, ${columns}
             -- One request for each attempt, so the order in which they are recorded does not matter.
             FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::int[], $5::timestamptz[], $6::interval[])
               WITH ORDINALITY AS asked (attempt, owner, steps, base_seq, now, grace, place)
             JOIN free ON free.id = asked.attempt
             CROSS JOIN LATERAL record_attempt_steps(
               asked.attempt, asked.owner, asked.steps, asked.base_seq, asked.now, asked.grace)`,
      values: transposed(asked),
    });
    return rows;
  }

  const loader = gather(recordTogether, { most: 2, together: mostTogether });
  async function record(input: RecordInput): Promise<RecordedSteps | null> {
    const steps = JSON.stringify(input.steps);
    const asked = argumentsOf(input, steps);
    const small = input.steps.length <= smallSteps && steps.length <= smallBytes;
    const row = small ? await loader.load(asked) : null;
    return asRecorded(row ?? (await recordAlone(asked)));
  }

  return (input: RecordInput): Promise<RecordedSteps | null | "busy"> =>
    // In whatever case it is written, it is one attempt.
    turns.take(input.attemptId.toLowerCase(), () => record(input));
}

/** Work under one name is done one after the other, in the order it came. */
function createTurns(mostWaiting: number) {
  const queues = new Map<string, { last: Promise<void>; waiting: number }>();
  return {
    /** "busy": too many wait under this name; nothing is done. */
    async take<T>(name: string, work: () => Promise<T>): Promise<T | "busy"> {
      const queue = queues.get(name) ?? { last: Promise.resolve(), waiting: 0 };
      if (queue.waiting >= mostWaiting) return "busy";
      queues.set(name, queue);
      const turn = Promise.withResolvers<void>();
      const before = queue.last;
      queue.last = turn.promise;
      queue.waiting += 1;
      try {
        await before;
        return await work();
      } finally {
        queue.waiting -= 1;
        if (queue.waiting === 0) queues.delete(name);
        turn.resolve();
      }
    },
  };
}

function argumentsOf(input: RecordInput, steps: string): Arguments {
  const { attemptId, ownerId, baseSeq, now, graceMs } = input;
  return [attemptId, ownerId, steps, baseSeq, now, `${graceMs} milliseconds`];
}

function transposed(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}

function asRecorded(row: RecordRow | null): RecordedSteps | null {
  if (row === null || row.lastSeq === null) return null;
  const { acks, saves, lastSeq, closed, deadlineAt } = row;
  return { acks, saves, lastSeq, closed, deadlineAt };
}
