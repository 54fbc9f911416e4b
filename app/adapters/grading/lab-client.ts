import type { EngineName } from "#app/domain/exercise/exercise.ts";
// oxlint-disable-next-line import/default -- Vite makes the address of the built worker of it
import labWorkerUrl from "./lab-worker.ts?worker&url";
import type { LabAnswers, LabAsk, LabData, LabReply, LabTable } from "./lab-protocol.ts";

/** The learner pressed Stop, or left: the engine is gone and with it what the session held. The text is not. */
export type Stopped = { kind: "stopped" };
/** The engine or its data did not load, or the worker fell over. `message` says what to do. */
export type Unavailable = { kind: "unavailable"; message: string };

type Answer<T> = Promise<T | Stopped | Unavailable>;

export type LabClient = {
  /** Loads the engine and opens the data ahead of the first run; what is open already stays. */
  warm(): Answer<{ kind: "open" }>;
  /** Runs a script; opens the engine first when that has not happened or after Stop. */
  run(script: string): Answer<LabAnswers["run"]>;
  explain(sql: string): Answer<LabAnswers["explain"]>;
  /** Calls the default export of TypeScript with the arguments. */
  call(source: string, args: readonly unknown[]): Answer<LabAnswers["call"]>;
  describe(): Answer<{ kind: "described"; tables: LabTable[] }>;
  /** Back to the data as it was at the start. */
  reset(): Answer<{ kind: "open" }>;
  /** Ends the engine at once, whatever it is doing. The next question starts a new one. */
  stop(): void;
};

export type LabClientParts = {
  data: LabData;
  engine: EngineName;
  /** What is going on, in words, while something loads. */
  onProgress(words: string): void;
  /** A worker that was asked to open this engine on this data already. */
  begun?: BegunEngine;
};

/** A lab worker that got its `open` under id 0, and what it has answered until it is released. */
export type BegunEngine = { worker: Worker; said: LabReply[]; release(): void };

export { labWorkerUrl };

type Pending = { resolve(value: unknown): void; reject(error: Error): void };

class StoppedError extends Error {}

export function createLabClient(parts: LabClientParts): LabClient {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let worker: Worker | null = null;
  let opened: Promise<unknown> | null = null;

  function ask<T extends LabAsk["type"]>(
    question: Extract<LabAsk, { type: T }>,
  ): Promise<LabAnswers[T]> {
    worker ??= start();
    const id = (lastId += 1);
    const running = worker;
    return new Promise((resolve, reject) => {
      // What comes back under this id is the answer to this question.
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      running.postMessage({ ...question, id });
    });
  }

  function start(): Worker {
    const started = new Worker(labWorkerUrl, { type: "module", name: "lab" });
    listen(started);
    return started;
  }

  function listen(to: Worker): void {
    to.addEventListener("message", (event: MessageEvent<LabReply>) => receive(event.data));
    to.addEventListener("error", (event) => {
      end(
        new Error(
          event.message || "The engine stopped unexpectedly. Run again to start a new one.",
        ),
      );
    });
  }

  function adopt({ worker: running, said, release }: BegunEngine): void {
    worker = running;
    opened = new Promise((resolve, reject) => pending.set(0, { resolve, reject }));
    opened.catch(() => {});
    release();
    listen(running);
    for (const reply of said) receive(reply);
  }

  function receive(reply: LabReply): void {
    if (reply.type === "progress") return parts.onProgress(reply.words);
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.type === "done") waiting?.resolve(reply.value);
    else waiting?.reject(new Error(reply.message));
  }

  function end(reason: Error): void {
    worker?.terminate();
    worker = null;
    opened = null;
    for (const waiting of pending.values()) waiting.reject(reason);
    pending.clear();
  }

  async function ensureOpen(): Promise<void> {
    opened ??= ask<"open">({ type: "open", engine: parts.engine, data: parts.data });
    const opening = opened;
    try {
      await opening;
    } catch (thrown) {
      if (opened === opening) opened = null;
      throw thrown;
    }
  }

  async function answered<T>(work: () => Promise<T>): Answer<T> {
    try {
      await ensureOpen();
      const value = await work();
      // A dead engine answers nothing any more: the next question gets a new one.
      if (isCrash(value)) end(new StoppedError());
      return value;
    } catch (thrown) {
      if (thrown instanceof StoppedError) return { kind: "stopped" };
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return { kind: "unavailable", message };
    }
  }

  if (parts.begun) adopt(parts.begun);

  const warm = () => answered(async () => ({ kind: "open" as const }));

  return {
    warm,
    run: (script) => answered(() => ask<"run">({ type: "run", script })),
    explain: (sql) => answered(() => ask<"explain">({ type: "explain", sql })),
    call: (source, args) => answered(() => ask<"call">({ type: "call", source, args })),
    describe: () =>
      answered(async () => ({
        kind: "described" as const,
        tables: await ask<"describe">({ type: "describe" }),
      })),
    reset() {
      opened = null;
      return warm();
    },
    stop: () => end(new StoppedError()),
  };
}

function isCrash(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "crashed";
}
