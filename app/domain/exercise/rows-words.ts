import type { RowsCheck } from "./checks.ts";
import type { RowsDifference } from "./compare-rows.ts";
import type { Cell, ResultSet } from "./ports.ts";
import { count, list, quantity } from "./words.ts";

const SHOWN_COLUMNS = 8;
const SHOWN_CHARACTERS = 48;

/**
 * Says what differs without giving the answer away: on the default data the learner's own row is
 * shown, on hidden data only counts, because a row of hidden data would be a leak by itself.
 */
export function describeDifference(
  difference: RowsDifference,
  check: RowsCheck,
  variant: string,
  columns: ResultSet["columns"],
): string {
  const where = variant === "default" ? "" : `On the hidden data “${variant}”: `;
  return where + sentence(difference, check, variant !== "default", columns);
}

function sentence(
  difference: RowsDifference,
  check: RowsCheck,
  hidden: boolean,
  columns: ResultSet["columns"],
): string {
  switch (difference.kind) {
    case "columns":
      return columnsSentence(difference);
    case "column-count":
      return `the result has ${quantity(difference.mine, "column")}, ${count(difference.expected)} are expected.`;
    case "unknown-key":
      return `the check sorts by “${difference.key}”, which the reference result does not have; please tell an instructor.`;
    case "rows":
      return rowsSentence(difference, hidden, columns);
    case "order":
      return orderSentence(difference, check, hidden, columns);
  }
}

function columnsSentence(difference: Extract<RowsDifference, { kind: "columns" }>): string {
  const { missing, extra, mine, expected } = difference;
  if (missing.length === 0 && extra.length === 0) {
    return `the columns come in another order: yours are ${list(mine)}; expected are ${list(expected)}.`;
  }
  const parts = [];
  if (missing.length > 0)
    parts.push(
      `${missing.length === 1 ? "the column" : "the columns"} ${list(missing)} ${missing.length === 1 ? "is" : "are"} missing`,
    );
  if (extra.length > 0) {
    parts.push(
      `${extra.length === 1 ? "the column" : "the columns"} ${list(extra)} ${extra.length === 1 ? "was" : "were"} not asked for`,
    );
  }
  return `${parts.join(", and ")}.`;
}

function rowsSentence(
  difference: Extract<RowsDifference, { kind: "rows" }>,
  hidden: boolean,
  columns: ResultSet["columns"],
): string {
  const { mine, expected, unexpected, missing, first } = difference;
  const total =
    mine === expected
      ? `your result has the right number of rows (${count(mine)})`
      : `your result has ${quantity(mine, "row")}, ${count(expected)} ${expected === 1 ? "is" : "are"} expected`;
  const counts = [];
  if (unexpected > 0)
    counts.push(
      `${quantity(unexpected, "row")} of yours ${unexpected === 1 ? "does" : "do"} not belong`,
    );
  if (missing > 0)
    counts.push(`${quantity(missing, "expected row")} ${missing === 1 ? "is" : "are"} missing`);
  const summary = `${total}; ${counts.join(", and ")}.`;
  if (first === null || hidden) return summary;
  const shown = showRow(first.row, columns);
  if (first.repeated)
    return `${summary} Row ${first.at + 1} appears more often than it should: ${shown}.`;
  const near =
    first.columns.length > 0
      ? ` Look at ${list(first.columns)}: the rest of the row is right.`
      : "";
  return `${summary} The first is row ${first.at + 1}: ${shown}.${near}`;
}

function orderSentence(
  difference: Extract<RowsDifference, { kind: "order" }>,
  check: RowsCheck,
  hidden: boolean,
  columns: ResultSet["columns"],
): string {
  const wanted = check.order === "keys" ? ` Sort by ${list(check.keys)}.` : "";
  const row = hidden ? "" : `: ${showRow(difference.row, columns)}`;
  return `the rows are right, but their order is not; the first one out of place is row ${difference.at + 1}${row}.${wanted}`;
}

/** A row on one line, as (id = 5, title = 'Reports on …'). */
export function showRow(row: readonly Cell[], columns: ResultSet["columns"]): string {
  const cells = row
    .slice(0, SHOWN_COLUMNS)
    .map((cell, at) => `${columns[at]?.name ?? at + 1} = ${showCell(cell)}`);
  if (row.length > SHOWN_COLUMNS) cells.push("…");
  return `(${cells.join(", ")})`;
}

function showCell(cell: Cell): string {
  if (cell === null) return "NULL";
  const line = cell.replaceAll(/\s+/g, " ");
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}
