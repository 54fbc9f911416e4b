import { useRef, type KeyboardEvent } from "react";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { SqlBlock as Block } from "#app/domain/content/block.ts";
import { SqlEditor } from "./sql-editor.tsx";
import { SqlOutcome } from "./sql-outcome.tsx";
import { useLiveSql } from "./use-live-sql.ts";

type Props = { block: Block; data: LabData | null };

/**
 * A query the reader may change and run. Nothing but its text is on the page until Run: PostgreSQL
 * and everything that talks to it load then.
 */
export function SqlBlock({ block, data }: Props) {
  const live = useLiveSql(block, data);
  const frame = useRef<HTMLDivElement>(null);
  const { state, text } = live;
  const busy = state.kind === "loading" || state.kind === "running";
  const changed = text !== block.code;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!busy) live.run();
    } else if (event.key === "Escape" && busy) live.stop();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts of the editor inside
    <div
      className="live"
      id={`sql-${block.id}`}
      ref={frame}
      role="group"
      aria-label={`Live query ${block.number}`}
      onKeyDown={onKeyDown}
    >
      <p className="live-caption">
        <span>Edit and run</span>
        <span className="live-keys" aria-hidden="true">
          Ctrl Enter
        </span>
      </p>
      <SqlEditor
        text={text}
        original={block}
        error={state.kind === "done" && state.outcome.kind === "failed" ? state : null}
        onChange={live.edit}
      />
      <div className="live-bar">
        {busy ? (
          <button type="button" className="run-button" onClick={live.stop}>
            Stop
          </button>
        ) : (
          <button type="button" className="run-button" onClick={live.run}>
            Run
          </button>
        )}
        {changed && !busy && (
          <button type="button" className="quiet-button small" onClick={live.reset}>
            Reset
          </button>
        )}
        <p className="live-status" role="status">
          {statusText(state)}
        </p>
      </div>
      {state.kind === "idle" && <Needs blocks={block.setup} />}
      {state.kind === "done" && <SqlOutcome outcome={state.outcome} />}
    </div>
  );
}

const counts = ["", "one block", "two blocks", "three blocks", "four blocks", "five blocks"];

/** What runs before this block: how much, and on request its text. */
function Needs({ blocks }: { blocks: Block["setup"] }) {
  if (blocks.length === 0) return null;
  return (
    <details className="live-needs">
      <summary>
        Runs {counts[blocks.length] ?? `${blocks.length} blocks`} from above first, on clean data
      </summary>
      <pre className="code">{blocks.map(({ code }) => code).join("\n\n")}</pre>
    </details>
  );
}

function statusText(state: ReturnType<typeof useLiveSql>["state"]): string {
  switch (state.kind) {
    case "idle":
      return "";
    case "loading":
      return state.words;
    case "running":
      return "Running…";
    case "stopped":
      return "Stopped. The data is fresh again for the next run.";
    case "unavailable":
      return `PostgreSQL could not be started. ${state.reason}`;
    case "done": {
      const { outcome } = state;
      const ms = Math.max(1, Math.round(outcome.ms));
      return outcome.kind === "completed"
        ? `PostgreSQL 18 in this page, ${ms} ms`
        : "PostgreSQL 18 in this page";
    }
    default:
      return state satisfies never;
  }
}
