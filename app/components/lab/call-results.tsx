import type { CallOutcome, SentStatement } from "#app/domain/exercise/ports.ts";
import { offsetOf } from "./editor-handle.ts";

type Props = { outcome: CallOutcome; source: string; onGoTo(offset: number): void };

/** What the learner's function returned or threw, and every statement it sent on the way. */
export function CallResults({ outcome, source, onGoTo }: Props) {
  if (outcome.kind === "crashed")
    return (
      <div className="lab-failure" role="alert">
        <p>
          <strong>The sandbox stopped working.</strong> Run again to start a new one.
        </p>
        <p>{outcome.reason}</p>
      </div>
    );
  return (
    <div className="lab-call">
      <Statements statements={outcome.statements} />
      {outcome.kind === "returned" ? (
        <section aria-label="Returned value" className="lab-scroll">
          <h3>Returned</h3>
          <pre>{shown(outcome.value)}</pre>
        </section>
      ) : (
        <Thrown outcome={outcome} source={source} onGoTo={onGoTo} />
      )}
    </div>
  );
}

type Ended = Exclude<CallOutcome, { kind: "returned" | "crashed" }>;

function Thrown({ outcome, source, onGoTo }: Omit<Props, "outcome"> & { outcome: Ended }) {
  const place = outcome.kind === "threw" && outcome.line !== null ? outcome : null;
  return (
    <div className="lab-scroll">
      <div className="lab-failure" role="alert">
        <p>
          <strong>{outcome.message}</strong>
        </p>
        {place !== null && (
          <p>
            <button
              type="button"
              onClick={() => onGoTo(offsetOf(source, place.line ?? 1, place.column ?? 1))}
            >
              Line {place.line}
              {place.column !== null && `, column ${place.column}`}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

function Statements({ statements }: { statements: readonly SentStatement[] }) {
  const rows = statements.reduce((sum, one) => sum + one.rows, 0);
  return (
    <section aria-label="Statements" className="lab-scroll">
      <h3>
        {statements.length === 1 ? "1 statement" : `${statements.length} statements`} sent
        {statements.length > 0 && `, ${rows.toLocaleString("en-US")} rows back`}
      </h3>
      <ol className="lab-statements">
        {grouped(statements).map(({ sql, times, rows: back, first }) => (
          <li key={first} value={first}>
            <code>{sql}</code>
            <span>
              {back} {back === 1 ? "row" : "rows"}
              {times > 1 && <strong> × {times}, the same shape again and again</strong>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Statements one after the other that differ in nothing but their values are told once, with a count. */
export function grouped(statements: readonly SentStatement[]) {
  const groups: { sql: string; shape: string; times: number; rows: number; first: number }[] = [];
  for (const [index, { sql, rows }] of statements.entries()) {
    const shape = sql.replaceAll(/'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/g, "?");
    const last = groups.at(-1);
    if (last?.shape === shape) {
      last.times += 1;
      last.rows += rows;
    } else groups.push({ sql, shape, times: 1, rows, first: index + 1 });
  }
  return groups;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? "undefined";
  return text.length > 20_000 ? `${text.slice(0, 20_000)}\n… cut after 20,000 characters` : text;
}
