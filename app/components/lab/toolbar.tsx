import { Play, RotateCcw, Send, Square } from "lucide-react";
import type { EngineName } from "#app/domain/exercise/exercise.ts";
import { engineNames } from "./run-report.ts";

type Props = {
  kind: "sql" | "typescript";
  engine: EngineName;
  engines: readonly EngineName[];
  running: boolean;
  submitting: boolean;
  tabMovesFocus: boolean;
  onEngine(engine: EngineName): void;
  onRun(): void;
  onStop(): void;
  onExplain(): void;
  onResetData(): void;
  onSubmit(): void;
  onTabMode(movesFocus: boolean): void;
};

const engineChoices: Record<EngineName, string> = {
  ...engineNames,
  "pg-mem": `${engineNames["pg-mem"]} (quick, no plans)`,
};

/** What can be done with the text, each with its key. */
export function Toolbar(props: Props) {
  const { engine, engines, running } = props;
  return (
    <div className="lab-toolbar" role="group" aria-label="Run and submit">
      {running ? (
        <button type="button" className="lab-button lab-stop" onClick={props.onStop}>
          <Square className="size-3.5" aria-hidden="true" /> Stop
        </button>
      ) : (
        <button
          type="button"
          className="lab-button lab-run"
          onClick={props.onRun}
          title="Run the selection, or everything (Ctrl+Enter)"
        >
          <Play className="size-3.5" aria-hidden="true" /> Run
        </button>
      )}
      {props.kind === "sql" && (
        <button
          type="button"
          className="lab-button"
          disabled={running}
          onClick={props.onExplain}
          title="Show the plan of the statement at the cursor"
        >
          Explain
        </button>
      )}
      <button
        type="button"
        className="lab-button lab-quiet"
        onClick={props.onResetData}
        title="Bring the data back to how it was at the start. Your text stays."
      >
        <RotateCcw className="size-3.5" aria-hidden="true" />
        <span>Reset data</span>
      </button>
      {engines.length > 1 ? (
        <label className="lab-engine">
          <span>Engine</span>
          <select
            value={engine}
            disabled={running}
            onChange={(event) => props.onEngine(event.currentTarget.value as EngineName)}
          >
            {engines.map((name) => (
              <option key={name} value={name}>
                {engineChoices[name]}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span className="lab-engine" title="PostgreSQL itself, compiled for the browser (PGlite)">
          {engineNames[engine]}
        </span>
      )}
      <button
        type="button"
        className="lab-button lab-quiet lab-tabmode"
        aria-pressed={props.tabMovesFocus}
        onClick={() => props.onTabMode(!props.tabMovesFocus)}
        title="Tab key: indent, or move the focus out of the editor. Ctrl+M in the editor (Ctrl+Shift+M on a Mac) changes it too."
      >
        {props.tabMovesFocus ? "Tab moves focus" : "Tab indents"} <kbd>Ctrl M</kbd>
      </button>
      <span className="sr-only" role="status">
        {props.tabMovesFocus ? "Tab moves the focus." : "Tab indents."}
      </span>
      <button
        type="button"
        className="lab-button lab-submit"
        disabled={props.submitting}
        onClick={props.onSubmit}
        title="Hand in for grading (Ctrl+Shift+Enter)"
      >
        <Send className="size-3.5" aria-hidden="true" /> {props.submitting ? "Grading…" : "Submit"}
      </button>
    </div>
  );
}
