import type { SqlError } from "#app/domain/exercise/ports.ts";
import { lineAndColumn } from "./editor-handle.ts";

type Props = {
  error: SqlError;
  /** The text that ran and where it begins in the editor. */
  script: string;
  offset: number;
  onGoTo(offset: number): void;
};

/** An error of the engine: what, where, and its own advice. */
export function Failure({ error, script, offset, onGoTo }: Props) {
  const { message, code, position, detail, hint } = error;
  const place = position === null ? null : lineAndColumn(script, position - 1);
  return (
    <div className="lab-failure" role="alert">
      <p>
        <strong>{message}</strong>
        {code !== null && <code title="SQLSTATE">{code}</code>}
      </p>
      {place !== null && position !== null && (
        <>
          <p>
            <button type="button" onClick={() => onGoTo(offset + position - 1)}>
              Line {place.line}, column {place.column}
            </button>
            {offset > 0 && " of what you selected"}
          </p>
          <Excerpt script={script} at={position - 1} column={place.column} />
        </>
      )}
      {detail !== null && <p>{detail}</p>}
      {hint !== null && <p>Hint: {hint}</p>}
      {code !== null && limits[code] !== undefined && <p>{limits[code]}</p>}
    </div>
  );
}

/** What the page's own limits look like from inside PostgreSQL. */
const limits: Record<string, string> = {
  "53400":
    "A run in this page may use 50 MB of temporary files. Does the query build far more rows than you meant, for example by a join without a condition?",
  "53200":
    "PostgreSQL in this page has 256 MB of memory. Does the query gather far more than you meant?",
};

function Excerpt({ script, at, column }: { script: string; at: number; column: number }) {
  const start = script.lastIndexOf("\n", at - 1) + 1;
  const end = script.indexOf("\n", at);
  const line = script.slice(start, end === -1 ? script.length : end);
  return (
    <pre className="lab-excerpt" aria-hidden="true">
      {line}
      {"\n"}
      {" ".repeat(Math.max(0, column - 1))}
      <span>^</span>
    </pre>
  );
}
