import { Group, Panel, Separator } from "react-resizable-panels";
import { useState } from "react";
import type { LabPreferences } from "#app/platform/lab-preferences.ts";
import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { CodeEditor } from "./code-editor.tsx";
import { useEarlyActs } from "./early-acts.ts";
import { ElsewhereNotice } from "./elsewhere-notice.tsx";
import "./lab.css";
import "./output.css";
import "./verdict.css";
import "./plan.css";
import "./narrow.css";
import { LabHead } from "./lab-head.tsx";
import { LabOutput } from "./lab-output.tsx";
import { TaskPane } from "./task-pane.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useLab } from "./use-lab.ts";
import { usePreferences } from "./use-preferences.ts";

type Props = {
  view: ExerciseView;
  viewerId: string;
  preferences: LabPreferences;
};

/** Which part a narrow screen shows; wide ones show all of them. */
const parts = [
  { id: "task", label: "Task" },
  { id: "code", label: "Code" },
  { id: "output", label: "Results" },
] as const;
export type LabPart = (typeof parts)[number]["id"];

/** The lab: task, editor and output side by side, or one after the other where there is no room. */
export function Lab({ view, viewerId, preferences: remembered }: Props) {
  const { exercise } = view;
  const [preferences, setPreferences] = usePreferences(remembered);
  const [part, showPart] = useState<LabPart>("task");
  const lab = useLab({ view, viewerId, showPart });
  const { runner, submission } = lab;
  useEarlyActs(lab.keeper !== null, lab.typedEarly);

  return (
    <div className="lab" data-part={part}>
      <LabHead view={view} passed={lab.passed} keeper={lab.keeper} onReset={lab.resetText} />
      <div className="lab-parts" role="group" aria-label="Part of the lab">
        {parts.map(({ id, label }) => (
          <button key={id} type="button" aria-pressed={part === id} onClick={() => showPart(id)}>
            {label}
          </button>
        ))}
      </div>
      <Group
        id="lab-columns"
        className="lab-columns"
        defaultLayout={{ "lab-task": preferences.task, "lab-work": 100 - preferences.task }}
        onLayoutChanged={(layout, { isUserInteraction }) => {
          const task = layout["lab-task"];
          if (isUserInteraction && task !== undefined) setPreferences({ task });
        }}
      >
        <Panel id="lab-task" minSize="20%" maxSize="60%" className="lab-pane">
          <TaskPane
            view={view}
            requests={lab.requests}
            answers={lab.answers}
            onAnswer={lab.answer}
            onHintOpened={lab.hintOpened}
          />
        </Panel>
        <Separator className="lab-separator" aria-label="Width of the task" />
        <Panel id="lab-work" className="lab-pane">
          <Group
            id="lab-rows"
            orientation="vertical"
            className="lab-rows"
            defaultLayout={{
              "lab-editor": preferences.editor,
              "lab-output": 100 - preferences.editor,
            }}
            onLayoutChanged={(layout, { isUserInteraction }) => {
              const editor = layout["lab-editor"];
              if (isUserInteraction && editor !== undefined) setPreferences({ editor });
            }}
          >
            <Panel id="lab-editor" minSize="15%" className="lab-pane">
              <Toolbar
                kind={exercise.kind}
                engine={runner.state.engine}
                engines={exercise.engines}
                running={runner.state.busy !== null}
                submitting={submission.kind === "sending" || submission.kind === "grading"}
                tabMovesFocus={preferences.tabMovesFocus}
                onEngine={runner.choose}
                onRun={lab.run}
                onStop={runner.stop}
                onExplain={lab.explain}
                onResetData={() => void runner.resetData()}
                onSubmit={lab.submit}
                onTabMode={(tabMovesFocus) => setPreferences({ tabMovesFocus })}
              />
              <ElsewhereNotice keeper={lab.keeper} onUse={lab.useText} />
              <CodeEditor
                onHandle={lab.setEditor}
                initialText={view.draft?.text ?? exercise.starter}
                language={exercise.kind}
                label={`Your ${exercise.kind === "sql" ? "SQL" : "TypeScript"} for ${exercise.title}`}
                tabMovesFocus={preferences.tabMovesFocus}
                mayGrow={runner.state.settled && runner.state.busy === null}
                tables={lab.tables}
                events={{
                  onChange: lab.changed,
                  onRun: lab.run,
                  onSubmit: lab.submit,
                  onTabMode: (tabMovesFocus) => setPreferences({ tabMovesFocus }),
                }}
              />
            </Panel>
            <Separator className="lab-separator" aria-label="Height of the editor" />
            <Panel id="lab-output" minSize="15%" className="lab-pane">
              <LabOutput view={view} lab={lab} />
            </Panel>
          </Group>
        </Panel>
      </Group>
    </div>
  );
}
