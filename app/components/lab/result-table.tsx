/* oxlint-disable react/no-array-index-key -- rows and columns of a result have no other identity than their place */
import { memo, useDeferredValue } from "react";
import type { ResultSet } from "#app/domain/exercise/ports.ts";

const numeric =
  /^(?:int[248]?|integer|bigint|smallint|numeric|float[48]|double precision|real|oid)/;
/** Enough for any pane: these rows are there at once, the others a moment later. */
const firstRows = 50;

/** A result as a table: column types under the names, NULL never to be taken for text. */
export function ResultTable({ result, label }: { result: ResultSet; label: string }) {
  const { columns } = result;
  const count = useDeferredValue(result.rows.length, Math.min(firstRows, result.rows.length));
  if (columns.length === 0) return null;
  const numbers = columns.map(({ type }) => numeric.test(type));
  return (
    <table className="lab-table">
      <caption className="sr-only">{label}</caption>
      <thead>
        <tr>
          <th scope="col" className="lab-rowhead">
            <span className="sr-only">Row</span>
          </th>
          {columns.map(({ name, type }, index) => (
            <th key={index} scope="col" data-number={numbers[index] || undefined}>
              {name} <span className="lab-type">{type}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {result.rows.slice(0, count).map((row, index) => (
          <Row key={index} row={row} place={index + 1} numbers={numbers} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { row: ResultSet["rows"][number]; place: number; numbers: readonly boolean[] };

const Row = memo(function Row({ row, place, numbers }: RowProps) {
  return (
    <tr>
      <td className="lab-rowhead">{place}</td>
      {row.map((cell, column) => (
        <td key={column} data-number={numbers[column] || undefined}>
          {cell === null ? (
            <span className="lab-null">NULL</span>
          ) : cell === "" ? (
            <span className="lab-null" title="Text of length 0">
              empty
            </span>
          ) : (
            cell
          )}
        </td>
      ))}
    </tr>
  );
});

/** "20 rows", and the cap when there was one. */
export function rowsWords({ rows, truncated }: Pick<ResultSet, "rows" | "truncated">): string {
  if (truncated) return `the first ${rows.length} rows; there are more`;
  return rows.length === 1 ? "1 row" : `${rows.length.toLocaleString("en-US")} rows`;
}
