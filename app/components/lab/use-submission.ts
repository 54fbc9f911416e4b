import { useEffect, useRef, useState } from "react";
import type { PublicSubmission } from "#app/services/views/view-exercise.ts";
import type { LabRequests } from "./lab-requests.ts";

export type SubmissionState =
  | { kind: "none" }
  | { kind: "sending" }
  /** Stored; being graded since `since` (performance.now()). */
  | { kind: "grading"; id: string; since: number; slow: boolean; unreachable: boolean }
  | { kind: "refused"; reason: string }
  | { kind: "graded"; submission: PublicSubmission };

const firstPollMs = 250;
const laterPollMs = 1_000;
const slowAfterMs = 12_000;

/** Hands in and waits for the verdict; the submission is safe on the server from "grading" on. */
export function useSubmission(requests: LabRequests, waiting: PublicSubmission | undefined) {
  const [state, setState] = useState<SubmissionState>({ kind: "none" });
  const attempt = useRef<{ text: string; idemKey: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function poll(id: string, since: number): void {
    const ms = performance.now() - since < 5_000 ? firstPollMs : laterPollMs;
    timer.current = setTimeout(async () => {
      const reply = await requests.verdict(id);
      const failed = requests.isRefused(reply);
      if (!failed && reply.submission.verdict !== null) {
        setState({ kind: "graded", submission: reply.submission });
        // A fault of ours is tried again by itself: the real verdict takes its place.
        if (reply.submission.verdict.fault === "platform") poll(id, since);
        return;
      }
      const slow = performance.now() - since > slowAfterMs;
      setState({ kind: "grading", id, since, slow, unreachable: failed });
      poll(id, since);
    }, ms);
  }

  useEffect(() => {
    // A reload must not lose sight of a submission that still waits.
    if (waiting) poll(waiting.id, performance.now());
    return () => clearTimeout(timer.current);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  async function submit(text: string): Promise<void> {
    if (state.kind === "sending" || state.kind === "grading") return;
    // The same text after a lost answer is the same submission, not a second one.
    if (attempt.current?.text !== text) attempt.current = { text, idemKey: crypto.randomUUID() };
    setState({ kind: "sending" });
    const reply = await requests.submit(text, attempt.current.idemKey);
    if (requests.isRefused(reply)) {
      setState({ kind: "refused", reason: reply.reason });
      return;
    }
    attempt.current = null;
    const since = performance.now();
    setState({ kind: "grading", id: reply.submissionId, since, slow: false, unreachable: false });
    poll(reply.submissionId, since);
  }

  return { state, submit };
}
