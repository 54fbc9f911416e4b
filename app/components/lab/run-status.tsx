import { useEffect, useState } from "react";
import { engineNames, type RunReport } from "./run-report.ts";
import type { RunnerState } from "./use-runner.ts";

/** One line about the engine: what it is doing, for how long, and what the last run came to. */
export function RunStatus({ state }: { state: RunnerState }) {
  const { busy, report } = state;
  if (busy)
    return (
      <p className="lab-status" role="status">
        {busy.words.replace(/…$/, "")}
        <Elapsed since={busy.since} />
      </p>
    );
  return (
    <p className="lab-status" role="status" data-tone={tone(report)}>
      {reportWords(report) ?? (state.ready ? "" : "Getting the engine ready…")}
    </p>
  );
}

/** Tenths of a second, from the first one on: short runs do not flicker. */
function Elapsed({ since }: { since: number }) {
  const [ms, setMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMs(performance.now() - since), 100);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <span className="tabular-nums" aria-hidden="true">
      {ms < 1_000 ? "…" : `… ${(ms / 1_000).toFixed(1)} s`}
    </span>
  );
}

function reportWords(report: RunReport | null): string | null {
  if (!report) return null;
  switch (report.kind) {
    case "script": {
      const { outcome, engine, selectionOnly } = report;
      const time = `${engineNames[engine]}, ${duration(outcome.ms)}${selectionOnly ? ", selection only" : ""}`;
      switch (outcome.kind) {
        case "completed":
          return time;
        case "failed":
          return `Stopped by an error after ${outcome.results.length} ${outcome.results.length === 1 ? "statement" : "statements"}`;
        case "unsupported":
          return `${engineNames[engine]} cannot run this`;
        case "crashed":
          return "The engine stopped working";
      }
      return null;
    }
    case "call":
      return report.outcome.kind === "returned"
        ? `Returned after ${duration(report.outcome.ms)}`
        : "Did not return";
    case "explained":
      return "Explained: run twice, the second time measured; changes rolled back";
    case "explain-failed":
      return "Cannot be explained";
    case "notice":
      return null;
  }
}

function tone(report: RunReport | null): "bad" | undefined {
  const failed =
    report?.kind === "explain-failed" ||
    (report?.kind === "script" && report.outcome.kind !== "completed") ||
    (report?.kind === "call" && report.outcome.kind !== "returned");
  return failed ? "bad" : undefined;
}

function duration(ms: number): string {
  if (ms < 1) return "under 1 ms";
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
