import type { SqlError } from "#app/domain/exercise/ports.ts";
import type { RestResponse } from "./http.ts";

/** A refused request in PostgREST's error shape, with its HTTP status. */
export class RestError extends Error {
  override name = "RestError";
  readonly status: number;
  readonly code: string;
  readonly details: string | null;
  readonly hint: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    details: string | null = null,
    hint: string | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.hint = hint;
  }
}

export function errorResponse(error: RestError): RestResponse {
  const { code, details, hint, message } = error;
  return {
    status: error.status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ code, details, hint, message }),
  };
}

/** A parameter that does not follow PostgREST's grammar. `at` is 0-based within `text`. */
export function parseError(what: string, text: string, at: number, expected: string): RestError {
  const found = at < text.length ? JSON.stringify(text[at]) : "end of input";
  return new RestError(
    400,
    "PGRST100",
    `"failed to parse ${what} (${text})" (line 1, column ${at + 1})`,
    `unexpected ${found} expecting ${expected}`,
  );
}

/** Valid PostgREST that this lab does not speak; said aloud, never ignored. */
export function unsupported(feature: string, instead: string): RestError {
  return new RestError(400, "PGRST100", `${feature} is not available in this lab.`, null, instead);
}

export function unknownColumn(table: string, column: string): RestError {
  return new RestError(400, "42703", `column ${table}.${column} does not exist`);
}

export function unknownTable(table: string, similar: string | null): RestError {
  const hint = similar === null ? null : `Perhaps you meant the table 'public.${similar}'`;
  return new RestError(
    404,
    "PGRST205",
    `Could not find the table 'public.${table}' in the schema cache`,
    null,
    hint,
  );
}

export function unknownWriteColumn(table: string, column: string): RestError {
  return new RestError(
    400,
    "PGRST204",
    `Could not find the '${column}' column of '${table}' in the schema cache`,
  );
}

export function noRelationship(from: string, to: string): RestError {
  return new RestError(
    400,
    "PGRST200",
    `Could not find a relationship between '${from}' and '${to}' in the schema cache`,
    `Searched for a foreign key relationship between '${from}' and '${to}' in the schema 'public', but no matches were found.`,
  );
}

export function notEmbedded(name: string): RestError {
  return new RestError(
    400,
    "PGRST108",
    `'${name}' is not an embedded resource in this request`,
    null,
    `Verify that '${name}' is included in the 'select' query parameter.`,
  );
}

export function notOneRow(rows: number): RestError {
  return new RestError(
    406,
    "PGRST116",
    "Cannot coerce the result to a single JSON object",
    `The result contains ${rows} rows`,
  );
}

/** An error of the database itself, with the status PostgREST gives its SQLSTATE. */
export function fromSqlError(error: SqlError): RestError {
  const code = error.code ?? "XX000";
  return new RestError(statusOf(code), code, error.message, error.detail, error.hint);
}

const statusByCode: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "42501": 403,
  P0001: 400,
};
const statusByClass: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

function statusOf(code: string): number {
  return statusByCode[code] ?? statusByClass[code.slice(0, 2)] ?? 400;
}
