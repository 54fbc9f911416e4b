import { useState } from "react";
import type { ResultSet } from "#app/domain/exercise/ports.ts";
import { ResultTable, rowsWords } from "./result-table.tsx";

/** The results of a script: one table at a time, the last one with rows first. */
export function ScriptResults({ results }: { results: readonly ResultSet[] }) {
  const preferred = Math.max(
    results.findLastIndex((result) => result.columns.length > 0),
    0,
  );
  const [chosen, choose] = useState<number | null>(null);
  const at = Math.min(chosen ?? preferred, results.length - 1);
  const shown = results[at];
  if (!shown) return null;
  return (
    <div className="lab-results">
      {results.length > 1 && (
        <div className="lab-chips" role="group" aria-label="Results of the statements">
          {results.map((result, index) => (
            <button
              // oxlint-disable-next-line react/no-array-index-key -- a statement is its place
              key={index}
              type="button"
              aria-pressed={index === at}
              onClick={() => choose(index)}
            >
              {index + 1} {commandWords(result)}
            </button>
          ))}
        </div>
      )}
      {shown.columns.length > 0 ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it
        <div className="lab-scroll" tabIndex={0} role="group" aria-label="Result">
          <ResultTable key={at} result={shown} label={`Result of statement ${at + 1}`} />
          {shown.rows.length === 0 && <p className="lab-empty">No rows.</p>}
        </div>
      ) : (
        <p className="lab-empty">{commandWords(shown)}: done. It returns no rows.</p>
      )}
    </div>
  );
}

export function commandWords(result: ResultSet): string {
  if (result.columns.length > 0) return `${result.command}, ${rowsWords(result)}`;
  if (result.affected === null) return result.command;
  return `${result.command}, ${result.affected} ${result.affected === 1 ? "row" : "rows"}`;
}
