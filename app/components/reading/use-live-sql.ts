import { useEffect, useRef, useState } from "react";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { SqlBlock } from "#app/domain/content/block.ts";
import type { ScriptOutcome } from "#app/domain/exercise/ports.ts";

export type LiveState =
  | { kind: "idle" | "running" | "stopped" }
  | { kind: "loading"; words: string }
  | { kind: "unavailable"; reason: string }
  /** `text` is what ran: the error's position belongs to it. */
  | { kind: "done"; outcome: ScriptOutcome; text: string };

const firstWords = "Starting PostgreSQL in this page, about 7 MB the first time…";

/** One block's text and its last run. */
export function useLiveSql(block: SqlBlock, data: LabData | null) {
  const [text, setText] = useState(block.code);
  const [state, setState] = useState<LiveState>({ kind: "idle" });
  const running = useRef<AbortController>(null);

  useEffect(() => () => running.current?.abort(), []);

  async function run() {
    if (!data) return;
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const show = (next: LiveState) => {
      if (!stop.signal.aborted) setState(next);
    };
    show({ kind: "loading", words: firstWords });
    try {
      const { runLive } = await import("./run-live.ts");
      const outcome = await runLive({
        data,
        setup: block.setup.map((step) => step.code),
        code: text,
        signal: stop.signal,
        onProgress: (words) => show({ kind: "loading", words }),
        onReady: () => show({ kind: "running" }),
      });
      show(outcome === null ? { kind: "stopped" } : { kind: "done", outcome, text });
    } catch (error) {
      show({ kind: "unavailable", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    text,
    state,
    edit: setText,
    run: () => void run(),
    stop() {
      running.current?.abort();
      setState({ kind: "stopped" });
    },
    reset() {
      setText(block.code);
      setState({ kind: "idle" });
    },
  };
}
