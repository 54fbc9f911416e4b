import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { MessagesPane, noticeCount } from "./messages-pane.tsx";
import { OutputPane, type OutputTab } from "./output-pane.tsx";
import { PlanPane } from "./plan-pane.tsx";
import { ResultView } from "./result-view.tsx";
import { RunStatus } from "./run-status.tsx";
import { SchemaPane } from "./schema-pane.tsx";
import type { LabState } from "./use-lab.ts";
import { VerdictPane } from "./verdict-pane.tsx";

/** Everything a run or a submission comes to. */
export function LabOutput({ view, lab }: { view: ExerciseView; lab: LabState }) {
  const { exercise } = view;
  const { runner, submission } = lab;
  const { report, plans } = runner.state;
  const notices = noticeCount(report);
  const sql = exercise.kind === "sql";
  const tabs: Parameters<typeof OutputPane>[0]["tabs"] = [
    {
      id: "result",
      label: sql ? "Results" : "Result",
      content: (
        <ResultView
          report={report}
          kind={exercise.kind}
          canSwitch={runner.state.engine !== "pglite" && exercise.engines.includes("pglite")}
          onGoTo={lab.goTo}
          onSwitch={() => runner.choose("pglite")}
        />
      ),
    },
    ...(sql ? [{ id: "plan" as const, label: "Plan", content: <PlanPane plans={plans} /> }] : []),
    {
      id: "messages",
      label: sql ? "Messages" : "Log",
      badge: notices > 0 && <span className="lab-badge">{notices}</span>,
      content: <MessagesPane report={report} />,
    },
    {
      id: "schema",
      label: "Schema",
      content: (
        <SchemaPane
          tables={lab.tables}
          live={runner.state.tables !== null}
          dataset={exercise.dataset}
          onInsert={lab.insert}
        />
      ),
    },
    {
      id: "verdict",
      label: "Verdict",
      badge: <VerdictMark state={submission} />,
      content: (
        <VerdictPane view={view} state={submission} hintsLeft={lab.hintsLeft} onUse={lab.useText} />
      ),
    },
  ];
  return (
    <OutputPane
      shown={lab.tab}
      onShow={(tab: OutputTab) => lab.showTab(tab)}
      tabs={tabs}
      busy={runner.state.busy !== null}
      runs={runner.state.runs}
      status={<RunStatus state={runner.state} />}
    />
  );
}

function VerdictMark({ state }: { state: LabState["submission"] }) {
  if (state.kind === "sending" || state.kind === "grading")
    return (
      <span className="lab-badge" aria-label="being graded">
        …
      </span>
    );
  if (state.kind !== "graded") return null;
  const passed = state.submission.verdict?.status === "passed";
  return (
    <span className="lab-badge" data-tone={passed ? "good" : "bad"}>
      {passed ? "passed" : "not yet"}
    </span>
  );
}
