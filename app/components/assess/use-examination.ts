import { useCallback, useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { response as responseSchema, type Response } from "#app/domain/assessment/response.ts";
import type { PublicAttempt } from "#app/services/views/view-attempt.ts";
import {
  createAnswerSync,
  type AnswerSync,
  type SyncReply,
  type SyncStatus,
} from "./answer-sync.ts";
import { openOutbox, type PendingStep } from "./outbox.ts";

type Answers = Record<string, Response>;

/** The state of an examination page: answers, flags, time left and whether everything is saved. */
export function useExamination(attempt: PublicAttempt, viewerId: string, onClosed: () => void) {
  const [answers, setAnswers] = useState<Answers>(attempt.answers);
  const [flags, setFlags] = useState<ReadonlySet<string>>(() => new Set(attempt.flags));
  const [status, setStatus] = useState<SyncStatus>({ kind: "saved", at: null });
  const [notice, setNotice] = useState<string | null>(null);
  const clock = useRemaining(attempt.remainingMs);
  const sync = useRef<AnswerSync | null>(null);
  const { correct } = clock;

  useEffect(() => {
    let gone = false;
    const url = `/assess/attempts/${attempt.id}/steps`;
    function onReply(reply: SyncReply) {
      correct(reply.remainingMs);
      const others = parseElsewhere(reply);
      if (Object.keys(others).length > 0) setAnswers((current) => ({ ...current, ...others }));
      if (reply.elsewhere.some(({ seq }) => seq > attempt.lastSeq))
        setNotice("Answers given in another tab or on another device were taken over.");
      const refused = reply.acks.filter((ack) => ack.refusal !== null);
      if (refused.length > 0) setNotice(refusalText(refused.map((ack) => ack.refusal ?? "")));
      if (reply.closed) onClosed();
    }
    const own = createAnswerSync(
      {
        outbox: openOutbox(viewerId, attempt.id),
        post: (body) => postSteps(url, body),
        onStatus: setStatus,
        onReply,
      },
      uuidv7(),
      attempt.lastSeq,
    );
    sync.current = own;
    async function begin() {
      const left = await own.takeUp();
      if (gone) return;
      // Changes made on this page in the meantime are newer than what was left over.
      setAnswers((current) => ({
        ...attempt.answers,
        ...answersIn(left),
        ...changedSince(attempt.answers, current),
      }));
      setFlags((current) => flagsIn(left, current));
      await own.refresh();
    }
    void begin();

    const wake = () => void own.refresh();
    const visibility = () => {
      void own.record({
        kind: document.visibilityState === "visible" ? "focus" : "blur",
      });
      if (document.visibilityState === "visible") wake();
      else void own.flush();
    };
    const leave = () => {
      const body = own.pending();
      if (body.steps.length > 0)
        navigator.sendBeacon(url, new Blob([JSON.stringify(body)], { type: "application/json" }));
    };
    globalThis.addEventListener("online", wake);
    globalThis.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", visibility);
    return () => {
      gone = true;
      own.stop();
      globalThis.removeEventListener("online", wake);
      globalThis.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", visibility);
    };
    // The page is keyed by attempt; its functions are stable.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [attempt.id, viewerId]);

  const answer = useCallback((item: string, given: Response) => {
    setAnswers((current) => ({ ...current, [item]: given }));
    void sync.current?.record({ kind: "save", item, response: given });
  }, []);
  const flag = useCallback((item: string, flagged: boolean) => {
    setFlags((current) => {
      const next = new Set(current);
      if (flagged) next.add(item);
      else next.delete(item);
      return next;
    });
    void sync.current?.record({ kind: "flag", item, flagged });
  }, []);
  const flush = useCallback(() => sync.current?.flush() ?? Promise.resolve(false), []);
  return { answers, flags, status, notice, remainingMs: clock.remainingMs, answer, flag, flush };
}

async function postSteps(
  url: string,
  body: { steps: readonly PendingStep[]; baseSeq: number },
): Promise<SyncReply | "signed-out"> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  if (response.status === 401) return "signed-out";
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as SyncReply;
}

/** Counts down from what the server said, by the monotonic clock, so that changing the device's clock changes nothing. */
function useRemaining(initialMs: number) {
  const base = useRef({ ms: initialMs, at: 0 });
  const [remainingMs, setRemainingMs] = useState(initialMs);
  useEffect(() => {
    base.current = { ms: initialMs, at: performance.now() };
    const tick = setInterval(
      () => setRemainingMs(Math.max(0, base.current.ms - (performance.now() - base.current.at))),
      500,
    );
    return () => clearInterval(tick);
  }, [initialMs]);
  const correct = useCallback((ms: number) => {
    base.current = { ms, at: performance.now() };
  }, []);
  return { remainingMs, correct };
}

function answersIn(steps: readonly PendingStep[]): Answers {
  const found: Answers = {};
  for (const step of steps) {
    if (step.kind !== "save") continue;
    const parsed = responseSchema.safeParse(step.response);
    if (parsed.success) found[step.item] = parsed.data;
  }
  return found;
}

function flagsIn(steps: readonly PendingStep[], current: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(current);
  for (const step of steps)
    if (step.kind === "flag") next[step.flagged ? "add" : "delete"](step.item);
  return next;
}

function changedSince(before: Answers, now: Answers): Answers {
  return Object.fromEntries(Object.entries(now).filter(([item, given]) => before[item] !== given));
}

function parseElsewhere(reply: SyncReply): Answers {
  const found: Answers = {};
  for (const other of reply.elsewhere) {
    const parsed = responseSchema.safeParse(other.response);
    if (parsed.success) found[other.item] = parsed.data;
  }
  return found;
}

function refusalText(refusals: readonly string[]): string {
  if (refusals.includes("closed"))
    return "This attempt was already handed in, so your last changes are kept in its record but do not count.";
  if (refusals.includes("too-many-steps"))
    return "This attempt holds 5,000 changes, which is all it can: your last ones were not kept. Hand in, and tell an instructor.";
  if (refusals.includes("late"))
    return "Time was up when your last changes arrived: they are kept in the record but do not count.";
  return "One change did not fit its question and does not count. Reload the page and answer it again.";
}
