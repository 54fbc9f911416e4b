import {
  type ChildSettings,
  type GradingChild,
  startGradingChild,
} from "./child-process.server.ts";
import type { Reply } from "./protocol.ts";

/** A place in the pool: one child at a time, started anew whenever the last one is gone. */
export type ChildSlot = {
  /** A child that has said it is ready. Rejects when it ends before it does. */
  child(): Promise<GradingChild>;
  /** Replies go to this listener until the next call. */
  listen(onReply: (reply: Reply) => void): void;
  close(): Promise<void>;
};

type Started = { child: GradingChild; ready: Promise<GradingChild> };

export function createChildSlot(settings: ChildSettings): ChildSlot {
  let current: Started | null = null;
  let onReply: (reply: Reply) => void = ignoreReply;
  let closed = false;

  function start(): Started {
    const ready = Promise.withResolvers<GradingChild>();
    const child = startGradingChild(settings, (reply) => {
      if (reply.type === "ready") ready.resolve(child);
      else onReply(reply);
    });
    const started = { child, ready: ready.promise };
    ready.promise.catch(ignoreReply);
    void replaceWhenGone(started, ready.reject);
    return started;
  }

  async function replaceWhenGone(started: Started, reject: (error: Error) => void): Promise<void> {
    const why = await started.child.gone;
    const complaint = started.child.lastWords();
    reject(new Error(`the grading process ended before it was ready (${why}) ${complaint}`));
    if (current !== started) return;
    current = null;
    // The next learner finds a child that has already started.
    if (!closed && why !== "exited") slot.child().catch(ignoreReply);
  }

  const slot: ChildSlot = {
    child() {
      current ??= start();
      return current.ready;
    },
    listen(listener) {
      onReply = listener;
    },
    async close() {
      closed = true;
      const child = current?.child;
      child?.kill();
      await child?.gone;
    },
  };
  return slot;
}

function ignoreReply(): void {}
