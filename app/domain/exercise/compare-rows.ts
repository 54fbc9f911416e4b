import { columnKinds, comparable } from "./cell-value.ts";
import type { RowsCheck } from "./checks.ts";
import { type ComparableRow, matchRows, rowsClose } from "./match-rows.ts";
import type { Cell, ResultSet } from "./ports.ts";

/** The first thing that differs, in the order a reader would want to hear it. */
export type RowsDifference =
  | { kind: "columns"; missing: string[]; extra: string[]; mine: string[]; expected: string[] }
  | { kind: "column-count"; mine: number; expected: number }
  | { kind: "unknown-key"; key: string }
  | {
      kind: "rows";
      mine: number;
      expected: number;
      unexpected: number;
      missing: number;
      /** The first row of mine that has no partner; null when rows are only missing. */
      first: { at: number; row: readonly Cell[]; repeated: boolean; columns: string[] } | null;
    }
  | { kind: "order"; at: number; row: readonly Cell[] };

type Rules = Pick<RowsCheck, "order" | "names" | "tolerance"> & { keys: readonly string[] };

/** How many missing rows are looked at to find the one the learner's row nearly is. */
const NEAR_ROWS = 200;

/** Null when the results are equal under the check's rules. */
export function compareRows(
  mine: ResultSet,
  expected: ResultSet,
  rules: Rules,
): RowsDifference | null {
  const columns = compareColumns(mine, expected, rules.names);
  if (columns !== null) return columns;

  const kinds = columnKinds(mine, expected);
  const read = (row: readonly Cell[]): ComparableRow =>
    kinds.map((kind, at) => comparable(row[at] ?? null, kind));
  const myRows = mine.rows.map(read);
  const theirRows = expected.rows.map(read);

  const left = matchRows(myRows, theirRows, rules.tolerance);
  if (left.unexpected.length > 0 || left.missing.length > 0) {
    return {
      kind: "rows",
      mine: myRows.length,
      expected: theirRows.length,
      unexpected: left.unexpected.length,
      missing: left.missing.length,
      first: describeFirst(mine, expected, myRows, theirRows, left, rules.tolerance),
    };
  }
  return compareOrder(mine, expected, myRows, theirRows, rules);
}

function compareColumns(
  mine: ResultSet,
  expected: ResultSet,
  names: Rules["names"],
): RowsDifference | null {
  if (names === "ignore") {
    if (mine.columns.length === expected.columns.length) return null;
    return {
      kind: "column-count",
      mine: mine.columns.length,
      expected: expected.columns.length,
    };
  }
  const spell = (name: string) => (names === "exact" ? name : name.toLowerCase());
  const myNames = mine.columns.map((column) => column.name);
  const theirNames = expected.columns.map((column) => column.name);
  const same =
    myNames.length === theirNames.length &&
    myNames.every((name, at) => spell(name) === spell(theirNames[at] ?? ""));
  if (same) return null;
  return {
    kind: "columns",
    missing: without(theirNames, myNames, spell),
    extra: without(myNames, theirNames, spell),
    mine: myNames,
    expected: theirNames,
  };
}

function without(names: string[], others: string[], spell: (name: string) => string): string[] {
  const left = others.map(spell);
  return names.filter((name) => {
    const at = left.indexOf(spell(name));
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function describeFirst(
  mine: ResultSet,
  expected: ResultSet,
  myRows: readonly ComparableRow[],
  theirRows: readonly ComparableRow[],
  left: { unexpected: number[]; missing: number[] },
  tolerance: number,
) {
  const at = left.unexpected[0];
  if (at === undefined) return null;
  const row = myRows[at] ?? [];
  return {
    at,
    row: mine.rows[at] ?? [],
    repeated: theirRows.some((other) => rowsClose(row, other, tolerance)),
    columns: nearestColumns(row, left.missing.slice(0, NEAR_ROWS), theirRows, tolerance).map(
      (column) => expected.columns[column]?.name ?? `${column + 1}`,
    ),
  };
}

/** The columns in which the row differs from the missing row it is nearest to; none when it is near to none. */
function nearestColumns(
  row: ComparableRow,
  missing: readonly number[],
  rows: readonly ComparableRow[],
  tolerance: number,
): number[] {
  let nearest: number[] = [];
  for (const at of missing) {
    const other = rows[at] ?? [];
    const differing = row.flatMap((cell, column) =>
      rowsClose([cell], [other[column] ?? cell], tolerance) ? [] : [column],
    );
    if (nearest.length === 0 || differing.length < nearest.length) nearest = differing;
  }
  return nearest.length * 2 <= row.length ? nearest : [];
}

function compareOrder(
  mine: ResultSet,
  expected: ResultSet,
  myRows: readonly ComparableRow[],
  theirRows: readonly ComparableRow[],
  rules: Rules,
): RowsDifference | null {
  if (rules.order === "any") return null;
  let columns = expected.columns.map((_, at) => at);
  if (rules.order === "keys") {
    columns = [];
    for (const key of rules.keys) {
      const at = columnNamed(expected, keyColumn(key));
      if (at === -1) return { kind: "unknown-key", key: keyColumn(key) };
      columns.push(at);
    }
  }
  const at = myRows.findIndex((row, index) => {
    const other = theirRows[index] ?? [];
    return !rowsClose(pick(row, columns), pick(other, columns), rules.tolerance);
  });
  return at === -1 ? null : { kind: "order", at, row: mine.rows[at] ?? [] };
}

function columnNamed(result: ResultSet, name: string): number {
  return result.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

function pick(row: ComparableRow, columns: readonly number[]): ComparableRow {
  return columns.flatMap((column) => row[column] ?? []);
}

/** "avg_time desc" sorts by the column avg_time. */
export function keyColumn(key: string): string {
  return key.trim().replace(/\s+(asc|desc)(\s+nulls\s+(first|last))?$/i, "");
}
