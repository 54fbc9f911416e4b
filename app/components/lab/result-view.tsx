import { CallResults } from "./call-results.tsx";
import { Failure } from "./failure.tsx";
import { engineNames, type RunReport } from "./run-report.ts";
import { ScriptResults } from "./script-results.tsx";

type Props = {
  report: RunReport | null;
  kind: "sql" | "typescript";
  /** PostgreSQL is valid here and not the engine chosen. */
  canSwitch: boolean;
  onGoTo(offset: number): void;
  onSwitch(): void;
};

/** What the last run gave: rows, a value, an error, or what to do instead. */
export function ResultView({ report, kind, canSwitch, onGoTo, onSwitch }: Props) {
  if (!report || report.kind === "explained") return <NothingYet kind={kind} />;
  switch (report.kind) {
    case "notice":
      return (
        <div className="lab-empty" role="status" data-tone={report.tone}>
          <p>{report.words}</p>
        </div>
      );
    case "explain-failed":
      return (
        <Failure error={report.error} script={report.sql} offset={report.offset} onGoTo={onGoTo} />
      );
    case "call":
      return <CallResults outcome={report.outcome} source={report.source} onGoTo={onGoTo} />;
    case "script":
      return (
        <ScriptReport report={report} canSwitch={canSwitch} onGoTo={onGoTo} onSwitch={onSwitch} />
      );
  }
}

type ScriptProps = Omit<Props, "report" | "kind"> & {
  report: Extract<RunReport, { kind: "script" }>;
};

function ScriptReport({ report, canSwitch, onGoTo, onSwitch }: ScriptProps) {
  const { outcome, engine, script, offset } = report;
  switch (outcome.kind) {
    case "completed":
      return outcome.results.length > 0 ? (
        <ScriptResults results={outcome.results} />
      ) : (
        <p className="lab-empty">There was nothing to run: the text holds no statement.</p>
      );
    case "failed":
      return (
        <>
          <Failure error={outcome.error} script={script} offset={offset} onGoTo={onGoTo} />
          {outcome.results.length > 0 && <ScriptResults results={outcome.results} />}
        </>
      );
    case "unsupported":
      return (
        <div className="lab-empty">
          <p>
            <strong>{outcome.feature}</strong> is more than {engineNames[engine]} can do. That says
            nothing about your SQL: pg-mem is a small imitation of PostgreSQL for quick tries.
            Submit is always graded on PostgreSQL itself.
          </p>
          {canSwitch && <Switch onSwitch={onSwitch} />}
        </div>
      );
    case "crashed":
      return (
        <div className="lab-failure" role="alert">
          <p>
            <strong>The engine stopped working while running this.</strong> Your text is safe. The
            next run starts a new engine on fresh data.
          </p>
          <p>{outcome.reason}</p>
        </div>
      );
  }
}

function Switch({ onSwitch }: { onSwitch(): void }) {
  return (
    <button type="button" className="lab-button" onClick={onSwitch}>
      Switch to PostgreSQL
    </button>
  );
}

function NothingYet({ kind }: { kind: Props["kind"] }) {
  return (
    <p className="lab-empty">
      {kind === "sql" ? (
        <>
          <strong>Run</strong> executes the script, or what you selected, on the data in this
          browser. Nothing is handed in until you press Submit.
        </>
      ) : (
        <>
          <strong>Run</strong> calls your default export on the data in this browser and lists every
          statement it sends. Nothing is handed in until you press Submit.
        </>
      )}
    </p>
  );
}
