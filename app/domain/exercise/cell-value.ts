import type { Cell, ResultSet } from "./ports.ts";

/** How two cells of a column are compared; everything unknown compares as text. */
export type ColumnKind = "number" | "instant" | "json" | "padded" | "text";

/** Tolerances up to this serve floating-point noise only: whole numbers must then be exactly equal. */
const NOISE = 1e-9;
/** Numbers this close to each other are equal whatever their size. */
export const ABSOLUTE = 1e-12;

const NUMBERS = new Set([
  "smallint",
  "integer",
  "bigint",
  "numeric",
  "real",
  "double precision",
  "oid",
]);
const INSTANTS = new Set(["date", "timestamp without time zone", "timestamp with time zone"]);

export type ComparableCell =
  | { kind: "exact"; text: string }
  | { kind: "number"; text: string; value: number; whole: boolean };

const NULL: ComparableCell = { kind: "exact", text: "\0NULL" };

/** The kind both columns share; numbers compare across types, instants across time zones. */
export function columnKind(mine: string, expected: string): ColumnKind {
  if (NUMBERS.has(mine) && NUMBERS.has(expected)) return "number";
  if (INSTANTS.has(mine) && INSTANTS.has(expected)) return "instant";
  if (isJson(mine) && isJson(expected)) return "json";
  if (mine === "character" || expected === "character") return "padded";
  return "text";
}

export function columnKinds(mine: ResultSet, expected: ResultSet): ColumnKind[] {
  return expected.columns.map((column, at) =>
    columnKind(mine.columns[at]?.type ?? "", column.type),
  );
}

export function comparable(cell: Cell, kind: ColumnKind): ComparableCell {
  if (cell === null) return NULL;
  switch (kind) {
    case "number":
      return comparableNumber(cell);
    case "instant":
      return { kind: "exact", text: instantText(cell) };
    case "json":
      return { kind: "exact", text: jsonText(cell) };
    case "padded":
      return { kind: "exact", text: cell.trimEnd() };
    case "text":
      return { kind: "exact", text: cell };
  }
}

export function close(a: ComparableCell, b: ComparableCell, tolerance: number): boolean {
  if (a.text === b.text) return true;
  if (a.kind !== "number" || b.kind !== "number") return false;
  if (a.whole && b.whole && tolerance <= NOISE) return false;
  const difference = Math.abs(a.value - b.value);
  if (difference <= ABSOLUTE) return true;
  return difference <= tolerance * Math.max(Math.abs(a.value), Math.abs(b.value));
}

function comparableNumber(cell: string): ComparableCell {
  const whole = /^(-?)0*(\d+)(?:\.0*)?$/.exec(cell);
  if (whole !== null) {
    const digits = whole[2] ?? "0";
    const text = digits === "0" ? "0" : `${whole[1]}${digits}`;
    return { kind: "number", text, value: Number(text), whole: true };
  }
  const value = Number(cell);
  // "NaN" is the one number text that Number() also calls NaN; infinities keep their spelling.
  if (Number.isNaN(value) || !Number.isFinite(value)) return { kind: "exact", text: cell };
  const text = /^-?\d+\.\d*$/.test(cell) ? cell.replace(/0+$/, "") : cell;
  return { kind: "number", text, value, whole: false };
}

const INSTANT =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?)?$/;

/** Microseconds since 1970 in UTC; text PostgreSQL writes in another style stays as it is. */
function instantText(cell: string): string {
  const parts = INSTANT.exec(cell);
  if (parts === null) return cell;
  const number = (at: number) => Number(parts[at] ?? "0");
  const offset = (number(9) * 60 + number(10)) * 60 + number(11);
  const seconds =
    Date.UTC(number(1), number(2) - 1, number(3), number(4), number(5), number(6)) / 1000 -
    (parts[8] === "-" ? -offset : offset);
  return `${seconds}.${(parts[7] ?? "").padEnd(6, "0")}`;
}

/** JSON with sorted keys, so that key order and spacing do not count. */
function jsonText(cell: string): string {
  try {
    return JSON.stringify(sortedKeys(JSON.parse(cell)));
  } catch {
    return cell;
  }
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

function isJson(type: string): boolean {
  return type === "json" || type === "jsonb";
}
