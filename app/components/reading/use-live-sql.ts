import { useEffect, useRef, useState } from "react";
import type { SqlBlock } from "#app/domain/content/block.ts";
import type { ScriptOutcome } from "#app/domain/exercise/ports.ts";

export type LiveState =
  | { kind: "idle" | "loading" | "running" | "stopped" }
  | { kind: "unavailable"; reason: string }
  /** `text` is what ran: the error's position belongs to it. */
  | { kind: "done"; outcome: ScriptOutcome; text: string };

/** One block's text and its last run. */
export function useLiveSql(block: SqlBlock, dataset: string) {
  const [text, setText] = useState(block.code);
  const [state, setState] = useState<LiveState>({ kind: "idle" });
  const stopper = useRef<AbortController>(null);

  useEffect(() => () => stopper.current?.abort(), []);

  async function run() {
    stopper.current?.abort();
    const stop = new AbortController();
    stopper.current = stop;
    const show = (next: LiveState) => {
      if (stopper.current === stop && !stop.signal.aborted) setState(next);
    };
    setState({ kind: "loading" });
    try {
      const { runLive } = await import("./run-live.ts");
      const setup = block.setup.map((step) => step.code);
      const outcome = await runLive({
        dataset,
        setup,
        code: text,
        signal: stop.signal,
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
      stopper.current?.abort();
      setState({ kind: "stopped" });
    },
    reset() {
      setText(block.code);
      setState({ kind: "idle" });
    },
  };
}
