import type { RunReport } from "./run-report.ts";
import { commandWords } from "./script-results.tsx";

/** What PostgreSQL said besides rows: one line per statement, then notices. */
export function MessagesPane({ report }: { report: RunReport | null }) {
  if (report?.kind === "call" && report.outcome.kind !== "crashed") {
    const { logs } = report.outcome;
    return logs.length > 0 ? (
      <pre className="lab-messages lab-scroll">{logs.join("\n")}</pre>
    ) : (
      <p className="lab-empty">Your code logged nothing. console.log appears here.</p>
    );
  }
  const outcome = report?.kind === "script" ? report.outcome : null;
  if (outcome?.kind !== "completed" && outcome?.kind !== "failed")
    return (
      <p className="lab-empty">
        Nothing yet. Command tags, notices and warnings of a run appear here.
      </p>
    );
  return (
    <div className="lab-messages lab-scroll">
      <ol>
        {outcome.results.map((result, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a statement is its place
          <li key={index}>{commandWords(result)}</li>
        ))}
      </ol>
      {outcome.notices.map((notice, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a message is its place
        <p key={index}>{notice}</p>
      ))}
      {outcome.kind === "failed" && <p>ERROR: {outcome.error.message}</p>}
    </div>
  );
}

/** How many notices there are: they should not go unseen. */
export function noticeCount(report: RunReport | null): number {
  if (report?.kind === "script" && "notices" in report.outcome)
    return report.outcome.notices.length;
  if (report?.kind === "call" && "logs" in report.outcome) return report.outcome.logs.length;
  return 0;
}
