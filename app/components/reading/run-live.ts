import { createLabClient, type LabClient } from "#app/adapters/grading/lab-client.ts";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { ScriptOutcome } from "#app/domain/exercise/ports.ts";

export type LiveRun = {
  data: LabData;
  /** Scripts replayed first, on the clean data. */
  setup: readonly string[];
  code: string;
  signal: AbortSignal;
  /** What is loading, in words. */
  onProgress(words: string): void;
  /** The engine is up and the script begins. */
  onReady(): void;
};

/** The one engine of a page: whichever block runs last owns it. */
type PageEngine = {
  url: string;
  client: LabClient;
  /** The opening of clean data for the next run, begun when the last one ended. */
  next: ReturnType<LabClient["reset"]> | null;
  owner: LiveRun | null;
};
let page: PageEngine | null = null;

/**
 * Runs a block on a clean copy of its data, after the blocks it needs; null when it was stopped or
 * another block took the engine. Rejects with a sentence when engine or data cannot be loaded.
 */
export async function runLive(run: LiveRun): Promise<ScriptOutcome | null> {
  if (run.signal.aborted) return null;
  const engine = engineFor(run);
  const onAbort = () => {
    if (engine.owner === run) halt(engine);
  };
  run.signal.addEventListener("abort", onAbort);
  try {
    const opening = engine.next ?? engine.client.reset();
    engine.next = null;
    if (answer(await opening) === null) return null;
    for (const script of run.setup) {
      if (answer(await engine.client.run(script)) === null) return null;
    }
    run.onReady();
    return answer(await engine.client.run(run.code));
  } finally {
    run.signal.removeEventListener("abort", onAbort);
    if (engine.owner === run) {
      engine.owner = null;
      if (!run.signal.aborted) engine.next = engine.client.reset();
    }
  }
}

type Refusal = { kind: "stopped" } | { kind: "unavailable"; message: string };

function answer<T extends { kind: string }>(given: T | Refusal): T | null {
  if (given.kind === "stopped") return null;
  if (given.kind === "unavailable") throw new Error((given as { message: string }).message);
  return given as T;
}

function engineFor(run: LiveRun): PageEngine {
  const url = run.data.snapshotUrl;
  if (page?.url !== url) {
    page?.client.stop();
    const made: PageEngine = {
      url,
      next: null,
      owner: null,
      client: createLabClient({
        data: run.data,
        engine: "pglite",
        onProgress: (words) => made.owner?.onProgress(words),
      }),
    };
    page = made;
  } else if (page.owner) halt(page);
  page.owner = run;
  return page;
}

/** Ends the engine; its next question starts a new one. */
function halt(engine: PageEngine): void {
  engine.client.stop();
  engine.next = null;
}
