/* oxlint-disable react/no-array-index-key -- rows and columns of a result have no other identity than their place */
import type { ResultSet } from "#app/domain/exercise/ports.ts";
import { planTokens } from "#app/domain/content/plan-text.ts";

const numeric =
  /^(?:int[248]?|integer|bigint|smallint|numeric|float[48]|double precision|real|oid)$/;
const shownRows = 200;

/** Rows as a table, EXPLAIN text as the plan it is. Scrolls inside itself. */
export function ResultTable({ result }: { result: ResultSet }) {
  const { columns, rows, truncated } = result;
  if (columns.length === 1 && columns[0]?.name === "QUERY PLAN") {
    return <PlanText lines={rows.flatMap((row) => (row[0] ?? "").split("\n"))} />;
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it */}
      <div className="result-scroll" tabIndex={0} role="group" aria-label="Result">
        <table className="result">
          <thead>
            <tr>
              {columns.map(({ name, type }, index) => (
                <th key={index} scope="col" data-number={numeric.test(type) || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownRows).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td
                    key={column}
                    data-number={numeric.test(columns[column]?.type ?? "") || undefined}
                  >
                    {cell === null ? <span className="null">NULL</span> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="result-count">{countText(rows.length, truncated)}</p>
    </>
  );
}

function countText(count: number, truncated: boolean): string {
  const rows = `${count}${truncated ? " or more" : ""} ${count === 1 ? "row" : "rows"}`;
  return count > shownRows ? `${rows}, the first ${shownRows} shown` : rows;
}

function PlanText({ lines }: { lines: readonly string[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it
    <pre className="code result-plan" tabIndex={0} aria-label="Plan">
      <code>
        {lines.map((line, index) => (
          <span key={index}>
            {planTokens(line, index === 0).map(({ text, kind }, piece) => (
              <span key={piece} className={kind === null ? undefined : `tk-${kind}`}>
                {text}
              </span>
            ))}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}
