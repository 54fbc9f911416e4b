import { describe, expect, it } from "vitest";
import {
  createAnswerSync,
  type SyncReply,
  type SyncStatus,
} from "#app/components/assess/answer-sync.ts";
import type { Outbox, PendingStep } from "#app/components/assess/outbox.ts";

type Body = { steps: readonly PendingStep[]; baseSeq: number };

/** A server that acknowledges everything, in its order. */
function acknowledge({ steps }: Body, own: Partial<SyncReply> = {}): SyncReply {
  const acks = steps.map(({ idemKey }, index) => ({
    idemKey,
    seq: index + 2,
    refusal: null,
    savedAt: "2026-03-02T09:00:00.000Z",
  }));
  return { acks, elsewhere: [], lastSeq: 2, remainingMs: 1000, closed: false, ...own };
}

function open(post: (body: Body) => Promise<SyncReply | "signed-out">, own: Partial<Outbox> = {}) {
  const kept = new Map<string, PendingStep>();
  const outbox: Outbox = {
    async add(step) {
      kept.set(step.idemKey, step);
    },
    async remove(idemKeys) {
      for (const idemKey of idemKeys) kept.delete(idemKey);
    },
    list: async () => [...kept.values()],
    ...own,
  };
  const replies: SyncReply[] = [];
  const statuses: SyncStatus[] = [];
  const sync = createAnswerSync(
    {
      outbox: Promise.resolve(outbox),
      post,
      onStatus: (status) => statuses.push(status),
      onReply: (reply) => replies.push(reply),
    },
    "tab-one",
    1,
  );
  return { sync, kept, replies, statuses };
}
const save = (option: string) =>
  ({ kind: "save", item: "one", response: { kind: "options", options: [option] } }) as const;

describe("what other pages answered", () => {
  it("does not cover an answer of this page that is still on its way", async () => {
    const other = { item: "one", response: { kind: "options", options: ["a"] }, seq: 2 };
    const another = { ...other, item: "two" };
    const bodies: Body[] = [];
    const page = open(async (body) => {
      bodies.push(body);
      if (bodies.length > 1) return acknowledge(body);
      // Answered while the first request is under way.
      await page.sync.record(save("c"));
      return acknowledge(body, { elsewhere: [other, another] });
    });
    await page.sync.record(save("b"));
    expect(await page.sync.flush()).toBe(true);
    page.sync.stop();
    expect(bodies.map(({ steps }) => steps.length)).toEqual([1, 1]);
    expect(page.replies.flatMap((reply) => reply.elsewhere)).toEqual([another]);
  });
});

describe("what an earlier page left over", () => {
  it("may be answered already, and replaced elsewhere: everything that counts is asked for", async () => {
    const bodies: Body[] = [];
    const page = open(async (body) => {
      bodies.push(body);
      return acknowledge(body);
    });
    const left = { ...save("a"), idemKey: "earlier:1", tabId: "earlier", tabSeq: 1, clientAt: "" };
    page.kept.set(left.idemKey, left);
    expect(await page.sync.takeUp()).toEqual([left]);
    await page.sync.refresh();
    page.sync.stop();
    expect(bodies).toEqual([
      { steps: [left], baseSeq: 0 },
      { steps: [], baseSeq: 2 },
    ]);
  });
});

describe("a browser whose storage fails", () => {
  it("hears all the same what the server says, and that everything is saved", async () => {
    const page = open(async (body) => acknowledge(body, { closed: true }), {
      remove: () => Promise.reject(new Error("the connection to the storage is lost")),
    });
    await page.sync.record(save("b"));
    expect(await page.sync.flush()).toBe(true);
    page.sync.stop();
    expect(page.replies).toMatchObject([{ closed: true }]);
    expect(page.statuses.at(-1)).toEqual({ kind: "saved", at: "2026-03-02T09:00:00.000Z" });
  });
});
