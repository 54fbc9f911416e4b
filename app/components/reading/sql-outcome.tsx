import type { ResultSet, ScriptOutcome } from "#app/domain/exercise/ports.ts";
import { ResultTable } from "./result-table.tsx";

/** What a run did: the last result, what the other statements said, or the error. */
export function SqlOutcome({ outcome }: { outcome: ScriptOutcome }) {
  if (outcome.kind === "crashed" || outcome.kind === "unsupported") {
    return (
      <div className="live-out live-failed">
        <p>
          {outcome.kind === "crashed"
            ? "PostgreSQL stopped working in this page. Press Run to start a fresh one."
            : `This engine cannot do that: ${outcome.feature}.`}
        </p>
      </div>
    );
  }
  const shown = outcome.results.findLast(({ columns }) => columns.length > 0);
  const said = outcome.results.filter((result) => result !== shown).map(commandText);
  return (
    <div className="live-out">
      {said.length > 0 && <p className="live-said">{said.join(" · ")}</p>}
      {outcome.notices.length > 0 && (
        <ul className="live-notices">
          {outcome.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      {shown && <ResultTable result={shown} />}
      {outcome.kind === "failed" && <Failure outcome={outcome} />}
    </div>
  );
}

function Failure({ outcome }: { outcome: Extract<ScriptOutcome, { kind: "failed" }> }) {
  const { message, code, hint, detail } = outcome.error;
  return (
    <div className="live-failed" role="alert">
      <p>
        <strong>{message}</strong>
        {code !== null && <code>{code}</code>}
      </p>
      {detail !== null && <p>{detail}</p>}
      {hint !== null && <p>Hint: {hint}</p>}
    </div>
  );
}

function commandText({ command, affected, columns, rows }: ResultSet): string {
  const count = columns.length > 0 ? rows.length : affected;
  return count === null ? command : `${command}, ${count} ${count === 1 ? "row" : "rows"}`;
}
