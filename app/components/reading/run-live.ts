import type { ScriptOutcome } from "#app/domain/exercise/ports.ts";

export type LiveRun = {
  dataset: string;
  /** Scripts replayed first, on the clean dataset. */
  setup: readonly string[];
  code: string;
  signal: AbortSignal;
  /** The engine is up and the script begins. */
  onReady(): void;
};

/** Runs a block on a clean copy of its dataset; null when it was stopped. */
export async function runLive(_run: LiveRun): Promise<ScriptOutcome | null> {
  throw new Error("not connected");
}
