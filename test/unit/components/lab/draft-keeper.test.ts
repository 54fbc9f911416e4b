import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  keepDraft,
  openDraft,
  type LocalDraft,
  type SaveReply,
  type ServerDraft,
} from "#app/components/lab/draft-keeper.ts";

const starter = "select 1;";
const server: ServerDraft = { text: "from the account", savedAt: "2026-01-01T10:00:00.000Z" };
const local = (part: Partial<LocalDraft>): LocalDraft => ({
  text: "from this browser",
  basedOn: server.savedAt,
  dirty: false,
  ...part,
});

describe("what the editor opens with", () => {
  it.each<[string, LocalDraft | null, ServerDraft | null, string, boolean, boolean]>([
    ["nothing kept", null, null, starter, false, false],
    ["a draft on the account", null, server, server.text, false, false],
    ["a confirmed local copy", local({}), server, server.text, false, false],
    [
      "unsaved text, on what the account has",
      local({ dirty: true }),
      server,
      "from this browser",
      true,
      false,
    ],
    [
      "unsaved text, and a newer draft elsewhere",
      local({ dirty: true, basedOn: "earlier" }),
      server,
      "from this browser",
      true,
      true,
    ],
    [
      "unsaved text equal to the newer draft",
      local({ dirty: true, basedOn: "earlier", text: server.text }),
      server,
      server.text,
      true,
      false,
    ],
    [
      "unsaved text, nothing on the account",
      local({ dirty: true, basedOn: null }),
      null,
      "from this browser",
      true,
      false,
    ],
    ["a confirmed copy the account has lost", local({}), null, "from this browser", true, false],
    ["a confirmed starter", local({ text: starter }), null, starter, false, false],
  ])("%s", (_, kept, account, text, dirty, elsewhere) => {
    const opened = openDraft(kept, account, starter);
    expect(opened).toEqual({ text, dirty, elsewhere: elsewhere ? server : null });
  });
});

describe("a draft", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function kept(replies: SaveReply[], begins: LocalDraft | null = null) {
    let stored = begins;
    const sent: string[] = [];
    const discard = vi.fn<() => Promise<void>>(async () => {});
    const keeper = keepDraft({
      store: {
        read: () => stored,
        write(draft) {
          stored = draft;
        },
      },
      async send(text) {
        sent.push(text);
        return replies.shift() ?? { kind: "saved", savedAt: `save ${sent.length}` };
      },
      discard,
      server: null,
      starter,
      quietMs: 800,
      retryMs: 10_000,
    });
    return { keeper, sent, discard, stored: () => stored };
  }

  it("is in this browser at once and on the account when typing pauses", async () => {
    const { keeper, sent, stored } = kept([]);
    for (const text of ["s", "se", "sel"]) {
      keeper.change(text);
      expect(stored()).toEqual({ text, basedOn: null, dirty: true });
      await vi.advanceTimersByTimeAsync(700);
    }
    expect(sent).toEqual([]);
    expect(keeper.state()).toEqual({ kind: "saving" });
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(["sel"]);
    expect(keeper.state()).toEqual({ kind: "saved", savedAt: "save 1" });
    expect(stored()).toEqual({ text: "sel", basedOn: "save 1", dirty: false });
  });

  it.each(["offline", "signed-out"] as const)("is tried again while %s", async (reason) => {
    const { keeper, sent } = kept([{ kind: "failed", reason }]);
    keeper.change("text");
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.state()).toEqual({ kind: "local", reason });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.state()).toEqual({ kind: "saved", savedAt: "save 2" });
    expect(sent).toEqual(["text", "text"]);
  });

  it("is not sent again and again when the server refuses it", async () => {
    const { keeper, sent, stored } = kept([{ kind: "failed", reason: "too-long" }]);
    keeper.change("text");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(["text"]);
    expect(keeper.state()).toEqual({ kind: "local", reason: "too-long" });
    expect(stored()?.dirty).toBe(true);
  });

  it("that changed while it was being sent is sent once more", async () => {
    const { keeper, sent, stored } = kept([]);
    keeper.change("one");
    const flushing = keeper.flush();
    keeper.change("two");
    await flushing;
    expect(stored()).toEqual({ text: "two", basedOn: "save 1", dirty: true });
    await vi.advanceTimersByTimeAsync(800);
    expect(sent).toEqual(["one", "two"]);
    expect(keeper.state()).toEqual({ kind: "saved", savedAt: "save 2" });
  });

  it("left unsaved by an earlier visit is sent when the page opens", async () => {
    const { sent } = kept([], { text: "left", basedOn: null, dirty: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["left"]);
  });

  it("goes back to the starter everywhere", async () => {
    const { keeper, discard, stored, sent } = kept([]);
    keeper.change("text");
    await keeper.reset();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.text()).toBe(starter);
    expect(stored()).toBeNull();
    expect(discard).toHaveBeenCalledOnce();
    expect(sent).toEqual([]);
  });
});
