import { plainText } from "../content/plain-text.ts";
import type { AttemptStep } from "./attempt-log.ts";
import { describeResponse } from "./describe-response.ts";
import type { Form } from "./draw-form.ts";
import type { PublicQuestion } from "./question.ts";
import { response } from "./response.ts";

/** One step of an attempt in words. */
export type TimelineEntry = {
  seq: number;
  at: Date;
  /** Whole seconds since the start. */
  seconds: number;
  kind: AttemptStep["kind"];
  what: string;
  /** 1-based place in the form; null when the step is about no question, or about a foreign one. */
  item: number | null;
  answer: string | null;
  /** Tabs are named A, B, … in the order they appear. */
  tab: string | null;
  actorId: string;
  /** Why the step is kept but does not count. */
  refusal: string | null;
  /** For a return to the page: whole seconds away. */
  awaySeconds: number | null;
  /** How much later than it was made the step reached the server, from five seconds on. */
  delaySeconds: number | null;
};

const worthMentioningMs = 5_000;

/** The log as a story: every step in its order, also those that do not count. */
export function tellTimeline(
  form: Form,
  startedAt: Date,
  steps: readonly AttemptStep[],
): TimelineEntry[] {
  const questions = form.sections.flatMap((section) => section.items);
  const tabs: string[] = [];
  const answered = new Set<string>();
  const leftAt = new Map<string | null, Date>();
  return [...steps]
    .sort((a, b) => a.seq - b.seq)
    .map((step) => {
      if (step.tabId !== null && !tabs.includes(step.tabId)) tabs.push(step.tabId);
      const place = questions.findIndex((question) => question.id === step.item);
      const question = questions[place] ?? null;
      const entry: TimelineEntry = {
        seq: step.seq,
        at: step.serverAt,
        seconds: secondsBetween(startedAt, step.serverAt),
        kind: step.kind,
        what: whatHappened(step, questions.length, step.item !== null && answered.has(step.item)),
        item: place < 0 ? null : place + 1,
        answer: step.kind === "save" ? answerOf(step, question) : null,
        tab: step.tabId === null ? null : tabName(tabs.indexOf(step.tabId)),
        actorId: step.actorId,
        refusal: step.refusal === null ? null : refusalWords(step.refusal),
        awaySeconds: null,
        delaySeconds: delayOf(step),
      };
      if (step.kind === "save" && step.refusal === null && step.item !== null)
        answered.add(step.item);
      if (step.kind === "blur") leftAt.set(step.tabId, step.serverAt);
      const left = leftAt.get(step.tabId);
      if (step.kind === "focus" && left) {
        entry.awaySeconds = secondsBetween(left, step.serverAt);
        leftAt.delete(step.tabId);
      }
      return entry;
    });
}

function whatHappened(step: AttemptStep, questions: number, again: boolean): string {
  const { payload } = step;
  switch (step.kind) {
    case "start":
      return `Started: ${questions} questions${typeof payload.minutes === "number" ? `, ${payload.minutes} minutes` : ""}`;
    case "save":
      return step.refusal !== null ? "Sent an answer" : again ? "Changed the answer" : "Answered";
    case "flag":
      return payload.flagged === true ? "Marked for later" : "Took the mark off";
    case "focus":
      return "Came back to the page";
    case "blur":
      return "Left the page";
    case "submit":
      return "Handed in";
    case "auto-submit":
      return "Closed when time was up";
    case "extend":
      return `Time extended to ${moment(payload.deadlineAt)}${remark(payload)}`;
    case "grade":
      return `Scored: ${points(payload)}`;
    case "regrade":
      return `Scored again: ${points(payload)}${remark(payload)}`;
    case "override":
      return `Score overridden${remark(payload)}`;
    case "comment":
      return `Comment${remark(payload)}`;
    default:
      return step.kind satisfies never;
  }
}

/** "2026-11-23T10:30:00.000Z" → "2026-11-23 10:30 UTC". */
function moment(iso: unknown): string {
  return String(iso).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, "$1 $2 UTC");
}

function points({ score }: Record<string, unknown>): string {
  if (typeof score !== "object" || score === null) return "no points recorded";
  const { earned, possible, passed } = score as Record<string, unknown>;
  return `${String(earned)} of ${String(possible)}, ${passed === true ? "passed" : "not passed"}`;
}

function remark(payload: Record<string, unknown>): string {
  const text = payload.note ?? payload.text ?? payload.reason;
  return typeof text === "string" && text !== "" ? `: ${text}` : "";
}

function answerOf(step: AttemptStep, question: PublicQuestion | null): string {
  const parsed = response.safeParse(step.payload.response);
  return parsed.success
    ? describeResponse(question, parsed.data)
    : plainText(JSON.stringify(step.payload.response ?? null), 200);
}

/** Every reason the examination and the database give; another one is shown as it stands. */
const refusals: Record<string, string> = {
  late: "it came after the time was up",
  closed: "the attempt was already closed",
  "key-reused": "its key was used before for another step",
  "foreign-question": "the question is not part of this attempt",
  "wrong-kind": "this kind of answer does not fit the question",
  "unknown-option": "the question has no such option",
  "repeated-option": "the same option came twice",
  "too-many": "more was chosen than the question allows",
};

function refusalWords(reason: string): string {
  return refusals[reason] ?? reason;
}

function delayOf({ clientAt, serverAt }: AttemptStep): number | null {
  const delay = clientAt === null ? 0 : serverAt.getTime() - clientAt.getTime();
  return delay >= worthMentioningMs ? Math.round(delay / 1000) : null;
}

function secondsBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 1000);
}

/** A … Z, then A2 … Z2 and so on. */
function tabName(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCodePoint(65 + (index % 26))}${round > 0 ? round + 1 : ""}`;
}
