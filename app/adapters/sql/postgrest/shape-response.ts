import type { EmbedShape } from "./build-read.ts";
import { notOneRow, RestError } from "./errors.ts";
import type { RestResponse } from "./http.ts";
import type { Preferences } from "./request-ast.ts";

/** What a statement produced: JSON rows as text, and how many rows there are in all when counted. */
export type Produced = { body: string; rows: number; total: number | null };

const json = "application/json; charset=utf-8";

export function readResponse(
  produced: Produced,
  preferences: Preferences,
  offset: number,
  head: boolean,
): RestResponse {
  const { rows, total } = produced;
  if (total !== null && offset > 0 && offset >= total && rows === 0) {
    throw outOfRange(offset, total);
  }
  const headers = { "content-type": json, "content-range": contentRange(offset, rows, total) };
  const status = total !== null && rows < total ? 206 : 200;
  if (head) return { status, headers, body: "" };
  return { status, headers, body: preferences.singular ? single(produced) : produced.body };
}

export function writeResponse(
  produced: Produced,
  preferences: Preferences,
  created: boolean,
): RestResponse {
  const total = preferences.count ? produced.rows : null;
  const headers = { "content-type": json, "content-range": contentRange(0, produced.rows, total) };
  if (preferences.returning !== "representation") {
    return { status: created ? 201 : 204, headers, body: "" };
  }
  const body = preferences.singular ? single(produced) : produced.body;
  return { status: created ? 201 : 200, headers, body };
}

/** The only row of a JSON array, as PostgREST answers single(). */
function single({ body, rows }: Produced): string {
  if (rows !== 1) throw notOneRow(rows);
  return body.slice(body.indexOf("[") + 1, body.lastIndexOf("]")).trim();
}

function contentRange(offset: number, rows: number, total: number | null): string {
  const range = rows === 0 ? "*" : `${offset}-${offset + rows - 1}`;
  return `${range}/${total ?? "*"}`;
}

function outOfRange(offset: number, total: number): RestError {
  return new RestError(
    416,
    "PGRST103",
    "Requested range not satisfiable",
    `An offset of ${offset} was requested, but there are only ${total} rows.`,
  );
}

/** Rows in a JSON result, embedded ones included: all that travelled. */
export function countRows(body: string, embeds: readonly EmbedShape[]): number {
  const rows = JSON.parse(body) as unknown;
  return Array.isArray(rows) ? countLevel(rows, embeds) : 1;
}

function countLevel(rows: readonly unknown[], embeds: readonly EmbedShape[]): number {
  let count = rows.length;
  if (embeds.length === 0) return count;
  for (const row of rows as ReadonlyArray<Record<string, unknown>>) {
    for (const { key, embeds: nested } of embeds) {
      const embedded = row[key];
      if (embedded === null || embedded === undefined) continue;
      count += countLevel(Array.isArray(embedded) ? embedded : [embedded], nested);
    }
  }
  return count;
}
