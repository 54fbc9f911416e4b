import type { Outbox, PendingStep } from "./outbox.ts";

/** The server's word on what was sent; see services/commands/record-steps.ts. */
export type SyncReply = {
  acks: { idemKey: string; seq: number; refusal: string | null; savedAt: string }[];
  elsewhere: { item: string; response: unknown; seq: number }[];
  lastSeq: number;
  remainingMs: number;
  closed: boolean;
};

export type SyncStatus =
  | { kind: "saved"; at: string | null }
  | { kind: "saving" }
  | { kind: "offline"; waiting: number }
  | { kind: "signed-out"; waiting: number };

type Deps = {
  outbox: Promise<Outbox>;
  /** Sends steps; throws when the server cannot be reached, "signed-out" when it asks who we are. */
  post(body: { steps: readonly PendingStep[]; baseSeq: number }): Promise<SyncReply | "signed-out">;
  onStatus(status: SyncStatus): void;
  onReply(reply: SyncReply): void;
};

type NewStep =
  | { kind: "save"; item: string; response: unknown }
  | { kind: "flag"; item: string; flagged: boolean }
  | { kind: "focus" }
  | { kind: "blur" };

const pauseAfterChangeMs = 500;
const retryMs = [1_000, 2_000, 4_000, 8_000, 10_000];
const batchSize = 50;

/**
 * Brings answers to the server: into memory and the outbox at once, then out in order, again and
 * again until each is acknowledged. One request is under way at a time.
 */
export function createAnswerSync(deps: Deps, tabId: string, startSeq: number) {
  /** What the server has not acknowledged, oldest first; the outbox holds the same. */
  let waiting: PendingStep[] = [];
  let tabSeq = 0;
  let baseSeq = startSeq;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  let lastSavedAt: string | null = null;
  let stopped = false;

  function schedule(ms: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void flush(), ms);
  }

  async function sendAll(): Promise<boolean> {
    for (;;) {
      if (waiting.length === 0) {
        deps.onStatus({ kind: "saved", at: lastSavedAt });
        return true;
      }
      deps.onStatus({ kind: "saving" });
      const reply = await deps.post({ steps: waiting.slice(0, batchSize), baseSeq });
      if (reply === "signed-out") {
        deps.onStatus({ kind: "signed-out", waiting: waiting.length });
        return false;
      }
      await accept(reply);
    }
  }

  async function accept(reply: SyncReply): Promise<void> {
    failures = 0;
    const done = new Set(reply.acks.map((ack) => ack.idemKey));
    waiting = waiting.filter((step) => !done.has(step.idemKey));
    baseSeq = Math.max(baseSeq, reply.lastSeq);
    lastSavedAt = reply.acks.at(-1)?.savedAt ?? lastSavedAt;
    // What this page is about to send will be the newer answer: it stays in sight.
    const own = new Set(waiting.map((step) => (step.kind === "save" ? step.item : null)));
    deps.onReply({ ...reply, elsewhere: reply.elsewhere.filter(({ item }) => !own.has(item)) });
    // A storage that fails keeps what is acknowledged: sent again, it is recognised by its key.
    await (await deps.outbox).remove([...done]).catch(() => {});
  }

  async function attempt(): Promise<boolean> {
    try {
      if (await sendAll()) return true;
    } catch {
      deps.onStatus({ kind: "offline", waiting: waiting.length });
    }
    schedule(retryMs[Math.min(failures, retryMs.length - 1)] ?? 10_000);
    failures += 1;
    return false;
  }

  /** Sends what waits; true when everything is acknowledged. */
  function flush(): Promise<boolean> {
    clearTimeout(timer);
    running ??= attempt().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    /** Takes up what an earlier page left in the outbox. */
    async takeUp(): Promise<readonly PendingStep[]> {
      const known = new Set(waiting.map((step) => step.idemKey));
      const left = (await (await deps.outbox).list()).filter((step) => !known.has(step.idemKey));
      waiting = [...left, ...waiting];
      // Some may have arrived long ago, and been replaced on another device since: what counts now
      // is asked for from the start.
      if (left.length > 0) baseSeq = 0;
      return left;
    },
    async record(step: NewStep): Promise<void> {
      tabSeq += 1;
      const clientAt = new Date().toISOString();
      const pending = { ...step, idemKey: `${tabId}:${tabSeq}`, tabId, tabSeq, clientAt };
      waiting.push(pending);
      deps.onStatus({ kind: "saving" });
      schedule(pauseAfterChangeMs);
      await (await deps.outbox).add(pending);
    },
    flush,
    /** Asks how things stand without sending anything new: time left, answers of other pages. */
    async refresh(): Promise<void> {
      if (!(await flush())) return;
      try {
        const reply = await deps.post({ steps: [], baseSeq });
        if (reply !== "signed-out") await accept(reply);
      } catch {
        schedule(retryMs[0] ?? 1_000);
      }
    },
    /** What a beacon should carry when the page goes away. */
    pending: () => ({ steps: waiting.slice(0, batchSize), baseSeq }),
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
export type AnswerSync = ReturnType<typeof createAnswerSync>;
