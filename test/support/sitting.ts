import type { AttemptStep } from "#app/domain/assessment/attempt-log.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import type { StepInput } from "#app/domain/assessment/steps-input.ts";
import type { Services } from "#app/wiring.server.ts";
import type { TestServices } from "./services.ts";

/** One learner in one examination, as far as tests act on it. */
export interface Sitting {
  userId: string;
  attemptId: string;
  /** Saves one answer from a tab, under a key of its own unless one is given. */
  save(
    item: string,
    response: Response,
    own?: SaveOptions,
  ): Promise<{ seq: number; refusal: string | null }>;
  /** The whole log, oldest first. */
  steps(): Promise<AttemptStep[]>;
}
type SaveOptions = { key?: string; tab?: string; services?: Services };

let keys = 0;

/** A step as a page sends it. */
export function saveStep(
  item: string,
  response: Response,
  key?: string,
  tab = "tab-one",
): StepInput {
  keys += 1;
  const idemKey = key ?? `${tab}:${keys}`;
  return { kind: "save", idemKey, tabId: tab, tabSeq: keys, clientAt: null, item, response };
}

/** Adds a learner and starts the small assessment for them. */
export async function sitDown({ services, addPerson, attempts }: TestServices): Promise<Sitting> {
  const userId = await addPerson();
  const started = await services.assess.start({ userId, assessment: "basic", tabId: null });
  if (started.kind !== "running") throw new Error(`not started: ${JSON.stringify(started)}`);
  const { attemptId } = started;
  return {
    userId,
    attemptId,
    async save(item, response, own = {}) {
      const result = await (own.services ?? services).assess.record({
        attemptId,
        userId,
        steps: [saveStep(item, response, own.key, own.tab)],
        baseSeq: 0,
      });
      const ack = result.kind === "recorded" ? result.acks[0] : undefined;
      if (ack === undefined) throw new Error(`not recorded: ${result.kind}`);
      return { seq: ack.seq, refusal: ack.refusal };
    },
    async steps() {
      return (await attempts.find(attemptId, null))?.steps ?? [];
    },
  };
}
