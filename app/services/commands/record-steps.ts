import type { AttemptData } from "#app/data/attempts.server.ts";
import { graceMs } from "#app/domain/assessment/assessment.ts";
import type { Form } from "#app/domain/assessment/draw-form.ts";
import type { PublicQuestion } from "#app/domain/assessment/question.ts";
import { refuseResponse, type Response } from "#app/domain/assessment/response.ts";
import type { StepInput } from "#app/domain/assessment/steps-input.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = { attempts: AttemptData; clock: Clock };

export type StepAck = { idemKey: string; seq: number; refusal: string | null; savedAt: string };
export type RecordResult =
  | { kind: "not-found" }
  /** Nothing was recorded; the page sends it again. */
  | { kind: "busy" }
  | {
      kind: "recorded";
      acks: StepAck[];
      /** Counting answers of other pages since baseSeq, newest per item. */
      elsewhere: { item: string; response: Response; seq: number }[];
      lastSeq: number;
      remainingMs: number;
      closed: boolean;
    };

/**
 * Appends what a page sent, in its order, and tells it what other pages did meanwhile. A step that
 * does not count (late, unknown option, foreign question) is kept in the log with its reason.
 */
export async function recordSteps(
  { attempts, clock }: Deps,
  input: { attemptId: string; userId: string; steps: readonly StepInput[]; baseSeq: number },
): Promise<RecordResult> {
  const form = await attempts.findForm(input.attemptId, input.userId);
  if (!form) return { kind: "not-found" };
  const now = clock.now();
  const recorded = await attempts.record({
    attemptId: input.attemptId,
    ownerId: input.userId,
    steps: input.steps.map((step) => ({
      kind: step.kind,
      idemKey: step.idemKey,
      tabId: step.tabId,
      tabSeq: step.tabSeq,
      item: "item" in step ? step.item : null,
      payload: payloadOf(step),
      refusal: refusalOf(form, step),
      clientAt: clockOf(step),
    })),
    baseSeq: input.baseSeq,
    now,
    graceMs,
  });
  if (!recorded) return { kind: "not-found" };
  if (recorded === "busy") return { kind: "busy" };
  const own = new Set(input.steps.map((step) => step.tabId));
  // An answer that this page has replaced since is no news to it.
  const newest = new Map(recorded.saves.map((save) => [save.item, save]));
  const elsewhere = [...newest.values()].filter((save) => !save.tabId || !own.has(save.tabId));
  return {
    kind: "recorded",
    acks: recorded.acks.map((ack) => ({ ...ack, savedAt: new Date(ack.savedAt).toISOString() })),
    elsewhere: elsewhere.map(({ item, response, seq }) => ({ item, response, seq })),
    lastSeq: recorded.lastSeq,
    remainingMs: recorded.deadlineAt.getTime() - now.getTime(),
    closed: recorded.closed,
  };
}

/** A clock that stands before 1970 tells nothing, and years before 1 cannot be read back. */
function clockOf({ clientAt }: StepInput): number | null {
  const ms = clientAt === null ? -1 : Date.parse(clientAt);
  return ms >= 0 ? ms : null;
}

function payloadOf(step: StepInput): Record<string, unknown> {
  switch (step.kind) {
    case "save":
      return { response: step.response };
    case "flag":
      return { flagged: step.flagged };
    case "focus":
    case "blur":
      return {};
    default:
      return step satisfies never;
  }
}

function refusalOf(form: Form, step: StepInput): string | null {
  if (!("item" in step)) return null;
  const question = findItem(form, step.item);
  if (!question) return "foreign-question";
  return step.kind === "save" ? refuseResponse(question, step.response) : null;
}

function findItem(form: Form, id: string): PublicQuestion | undefined {
  return form.sections.flatMap((section) => section.items).find((item) => item.id === id);
}
