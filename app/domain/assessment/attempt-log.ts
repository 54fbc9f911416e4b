import type { AttemptScore } from "./score.ts";
import { response, type Response } from "./response.ts";

/** One row of the insert-only log, as read back. */
export type AttemptStep = {
  seq: number;
  kind:
    | "start"
    | "save"
    | "flag"
    | "focus"
    | "blur"
    | "submit"
    | "auto-submit"
    | "extend"
    | "grade"
    | "regrade"
    | "override"
    | "comment";
  idemKey: string;
  actorId: string;
  tabId: string | null;
  tabSeq: number | null;
  item: string | null;
  payload: Record<string, unknown>;
  /** Null when the step counts, otherwise why it does not. */
  refusal: string | null;
  serverAt: Date;
  clientAt: Date | null;
};

export type AttemptState = {
  /** The newest counting answer per item, with the step it came from. */
  answers: ReadonlyMap<string, { response: Response; seq: number; tabId: string | null; at: Date }>;
  flags: ReadonlySet<string>;
  closed: { at: Date; kind: "submit" | "auto-submit" } | null;
  /** The newest grade or regrade. */
  score: AttemptScore | null;
  deadlineAt: Date;
  lastSeq: number;
};

/** Rebuilds where an attempt stands from its log. Steps come in any order; seq decides. */
export function foldAttempt(startDeadline: Date, steps: readonly AttemptStep[]): AttemptState {
  const answers = new Map<
    string,
    { response: Response; seq: number; tabId: string | null; at: Date }
  >();
  const flags = new Set<string>();
  let closed: AttemptState["closed"] = null;
  let score: AttemptScore | null = null;
  let deadlineAt = startDeadline;
  let lastSeq = 0;
  for (const step of [...steps].sort((a, b) => a.seq - b.seq)) {
    lastSeq = step.seq;
    if (step.refusal !== null) continue;
    switch (step.kind) {
      case "save": {
        const parsed = response.safeParse(step.payload.response);
        if (step.item !== null && parsed.success)
          answers.set(step.item, {
            response: parsed.data,
            seq: step.seq,
            tabId: step.tabId,
            at: step.serverAt,
          });
        break;
      }
      case "flag":
        if (step.item !== null) flags[step.payload.flagged === true ? "add" : "delete"](step.item);
        break;
      case "submit":
      case "auto-submit":
        closed ??= { at: step.serverAt, kind: step.kind };
        break;
      case "extend": {
        const until = new Date(String(step.payload.deadlineAt));
        if (until > deadlineAt) deadlineAt = until;
        break;
      }
      case "grade":
      case "regrade":
        score = step.payload.score as AttemptScore;
        break;
      case "start":
      case "focus":
      case "blur":
      case "override":
      case "comment":
        break;
      default:
        step.kind satisfies never;
    }
  }
  return { answers, flags, closed, score, deadlineAt, lastSeq };
}

/** The answers alone, as scoring takes them. */
export function answersOf(state: AttemptState): Map<string, Response> {
  return new Map([...state.answers].map(([item, answer]) => [item, answer.response]));
}
