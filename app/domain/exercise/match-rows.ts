import { ABSOLUTE, close, type ComparableCell } from "./cell-value.ts";

/** Rows as multisets: which of mine have no partner, and which expected ones were left over. */
export type Leftovers = { unexpected: number[]; missing: number[] };

export type ComparableRow = readonly ComparableCell[];

/** How many pairs the tolerant pass may look at. Rows beyond the budget count as different. */
const PAIR_BUDGET = 2_000_000;
/** Number columns that take part in the bucket address; the others are only verified. */
const BUCKET_COLUMNS = 2;

/**
 * Pairs equal rows first, by their exact text; only what is left over is compared with the
 * tolerance, and only with rows in the same or a neighbouring bucket of the number line.
 */
export function matchRows(
  mine: readonly ComparableRow[],
  expected: readonly ComparableRow[],
  tolerance: number,
): Leftovers {
  const exact = pairExactly(mine, expected);
  if (exact.unexpected.length === 0 || exact.missing.length === 0) return exact;
  return pairWithTolerance(mine, expected, exact, tolerance);
}

export function rowsClose(a: ComparableRow, b: ComparableRow, tolerance: number): boolean {
  return a.every((cell, at) => {
    const other = b[at];
    return other !== undefined && close(cell, other, tolerance);
  });
}

function pairExactly(
  mine: readonly ComparableRow[],
  expected: readonly ComparableRow[],
): Leftovers {
  const waiting = new Map<string, number[]>();
  expected.forEach((row, at) => {
    const key = exactKey(row);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [at]);
    else same.push(at);
  });
  const unexpected: number[] = [];
  mine.forEach((row, at) => {
    if (waiting.get(exactKey(row))?.pop() === undefined) unexpected.push(at);
  });
  return { unexpected, missing: [...waiting.values()].flat().sort((a, b) => a - b) };
}

function pairWithTolerance(
  mine: readonly ComparableRow[],
  expected: readonly ComparableRow[],
  left: Leftovers,
  tolerance: number,
): Leftovers {
  const buckets = new Map<string, Set<number>>();
  for (const at of left.missing) {
    const address = addresses(expected[at] ?? [], tolerance, false)[0] ?? "";
    const bucket = buckets.get(address);
    if (bucket === undefined) buckets.set(address, new Set([at]));
    else bucket.add(at);
  }
  let budget = PAIR_BUDGET;
  const unexpected = left.unexpected.filter((at) => {
    const row = mine[at] ?? [];
    for (const address of addresses(row, tolerance, true)) {
      const bucket = buckets.get(address);
      if (bucket === undefined) continue;
      for (const candidate of bucket) {
        budget -= 1;
        if (budget < 0) return true;
        if (!rowsClose(row, expected[candidate] ?? [], tolerance)) continue;
        bucket.delete(candidate);
        return false;
      }
    }
    return true;
  });
  const missing = [...buckets.values()].flatMap((bucket) => [...bucket]).sort((a, b) => a - b);
  return { unexpected, missing };
}

function exactKey(row: ComparableRow): string {
  return row.map((cell) => `${cell.text.length}:${cell.text}`).join("");
}

/**
 * The bucket of a row: its exact cells and, for the first number columns, a cell of a logarithmic
 * grid. With `neighbours`, every bucket that can hold a row close to this one.
 */
function addresses(row: ComparableRow, tolerance: number, neighbours: boolean): string[] {
  let found = [exactKey(row.filter((cell) => cell.kind === "exact"))];
  const numbers = row.flatMap((cell) => (cell.kind === "number" ? [cell.value] : []));
  for (const value of numbers.slice(0, BUCKET_COLUMNS)) {
    const reach = neighbours ? reachOf(value, tolerance) : 0;
    const cells = new Set([value, value - reach, value + reach].map((v) => gridCell(v, tolerance)));
    found = found.flatMap((address) => [...cells].map((cell) => `${address}|${cell}`));
  }
  return found;
}

/** How far a number may lie from `value` and still be close to it. */
function reachOf(value: number, tolerance: number): number {
  return Math.max(ABSOLUTE, (Math.abs(value) * tolerance) / (1 - Math.min(tolerance, 0.5)));
}

/** Cells are four tolerances wide, so that a close number lies in this cell or the next. */
function gridCell(value: number, tolerance: number): string {
  const size = Math.abs(value);
  if (size < 1e-6) return "zero";
  const width = Math.log1p(Math.max(tolerance, 1e-6) * 4);
  return `${value < 0 ? "-" : "+"}${Math.floor(Math.log(size) / width)}`;
}
