import { type PGlite, protocol } from "@electric-sql/pglite";
import type { Cell, ResultSet, SqlError } from "#app/domain/exercise/ports.ts";
import { typeName } from "./pg-types.ts";

const { serialize } = protocol;

/** Rows of the first round trip; later ones are sized so that a round trip stays near BATCH_BYTES. */
const FIRST_BATCH = 100;
const BATCH_BYTES = 4 * 1024 * 1024;
const MAX_BATCH = 5_000;

export type ResultLimits = { maxRows: number; maxBytes: number };

export type WireReply =
  | { kind: "completed"; result: Omit<ResultSet, "source"> | null; status: TransactionStatus }
  | { kind: "failed"; error: SqlError; status: TransactionStatus }
  | { kind: "dead"; reason: string };

/** I: no transaction, T: inside one, E: inside an aborted one. */
export type TransactionStatus = "I" | "T" | "E";

type Message = Awaited<ReturnType<PGlite["execProtocolStream"]>>[number];

/** The fields of PostgreSQL's backend messages that we read, under the names pg-protocol gives them. */
type RawMessage = {
  fields?: unknown;
  text?: string;
  status?: TransactionStatus;
  severity?: string;
  message?: string;
  code?: string;
  position?: string;
  hint?: string;
  detail?: string;
};

type Field = { name: string; dataTypeID: number };

/** What has come back so far for one statement. */
type Reading = {
  fields: Field[];
  rows: Cell[][];
  bytes: number;
  tag: string | null;
  error: SqlError | null;
  /** The portal holds further rows. */
  suspended: boolean;
  /** The statement said that it is over, well or badly. */
  finished: boolean;
  status: TransactionStatus | null;
};

/**
 * Runs one statement over the extended protocol: values stay text, a portal hands out rows in
 * batches (so that endless results stop at the limit), and every reply is framed, which is how a
 * dead engine is told from an empty answer.
 */
export async function exchange(
  pg: PGlite,
  statement: string,
  params: readonly Cell[],
  limits: ResultLimits,
  onNotice: (text: string) => void,
): Promise<WireReply> {
  const reading = newReading();
  const send = async (...parts: Uint8Array[]) => {
    reading.suspended = false;
    const messages = await pg.execProtocolStream(joined(parts), { throwOnError: false });
    for (const message of messages) read(reading, message, onNotice);
  };
  try {
    await send(
      serialize.parse({ text: statement }),
      serialize.bind({ values: [...params] }),
      serialize.describe({ type: "P" }),
      serialize.execute({ rows: Math.min(FIRST_BATCH, limits.maxRows + 1) }),
      serialize.flush(),
    );
    while (reading.suspended && wantsMore(reading, limits)) {
      await send(serialize.execute({ rows: nextBatch(reading, limits) }), serialize.flush());
    }
    const { suspended } = reading;
    // Neither complete nor suspended nor an error: the engine fell over in the middle.
    if (!reading.finished && !suspended) return { kind: "dead", reason: "it stopped answering" };
    await send(serialize.sync());
    if (reading.status === null) return { kind: "dead", reason: "it stopped answering" };
    if (reading.error !== null) {
      return { kind: "failed", error: reading.error, status: reading.status };
    }
    const result = resultOf(reading, suspended, limits);
    return { kind: "completed", result, status: reading.status };
  } catch (thrown) {
    return { kind: "dead", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function newReading(): Reading {
  return {
    fields: [],
    rows: [],
    bytes: 0,
    tag: null,
    error: null,
    suspended: false,
    finished: false,
    status: null,
  };
}

function read(reading: Reading, message: Message, onNotice: (text: string) => void): void {
  const raw = message as unknown as RawMessage;
  switch (message.name) {
    case "rowDescription":
      reading.fields = raw.fields as Field[];
      break;
    case "dataRow": {
      const row = raw.fields as Cell[];
      for (const cell of row) reading.bytes += cell === null ? 1 : cell.length;
      reading.rows.push(row);
      break;
    }
    case "commandComplete":
      reading.tag = raw.text ?? "";
      reading.finished = true;
      break;
    case "emptyQuery":
      reading.finished = true;
      break;
    case "portalSuspended":
      reading.suspended = true;
      break;
    case "error":
      reading.error ??= errorOf(raw);
      reading.finished = true;
      break;
    case "notice":
      onNotice(`${raw.severity ?? "NOTICE"}: ${raw.message ?? ""}`);
      break;
    case "readyForQuery":
      reading.status = raw.status ?? null;
      break;
    default:
      break;
  }
}

function wantsMore(reading: Reading, limits: ResultLimits): boolean {
  return reading.rows.length <= limits.maxRows && reading.bytes < limits.maxBytes;
}

function nextBatch(reading: Reading, limits: ResultLimits): number {
  const perRow = Math.max(1, reading.bytes / Math.max(1, reading.rows.length));
  const affordable = Math.min(MAX_BATCH, Math.max(1, Math.floor(BATCH_BYTES / perRow)));
  return Math.min(limits.maxRows + 1 - reading.rows.length, affordable);
}

function resultOf(
  reading: Reading,
  suspended: boolean,
  limits: ResultLimits,
): Omit<ResultSet, "source"> | null {
  if (reading.tag === null && !suspended) return null;
  const { rows, tag } = reading;
  return {
    columns: reading.fields.map((field) => ({
      name: field.name,
      type: typeName(field.dataTypeID),
    })),
    rows: rows.length > limits.maxRows ? rows.slice(0, limits.maxRows) : rows,
    truncated: suspended || rows.length > limits.maxRows,
    // "INSERT 0 5" is the INSERT command on 5 rows; CREATE INDEX has no count.
    command: tag === null ? "SELECT" : tag.replace(/( \d+)+$/, ""),
    affected: countOf(tag),
  };
}

function countOf(tag: string | null): number | null {
  const count = tag?.match(/ (\d+)$/)?.[1];
  return count === undefined ? null : Number(count);
}

function errorOf(raw: RawMessage): SqlError {
  return {
    message: raw.message ?? "unknown error",
    code: raw.code ?? null,
    position: raw.position === undefined ? null : Number(raw.position),
    hint: raw.hint ?? null,
    detail: raw.detail ?? null,
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
