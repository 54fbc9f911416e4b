/**
 * Keeps what is in the editor: in this browser at once, on the account a moment later. What the
 * account has not confirmed stays here through reloads, lost networks and signing out.
 */
export type DraftState =
  /** The account has exactly this text, or nothing was changed yet. */
  | { kind: "saved"; savedAt: string | null }
  | { kind: "saving" }
  /** Only this browser has it; it is tried again. */
  | { kind: "local"; reason: "offline" | "signed-out" | "too-long" | "refused" };

export type ServerDraft = { text: string; savedAt: string };
export type SaveReply =
  | { kind: "saved"; savedAt: string }
  | { kind: "failed"; reason: "offline" | "signed-out" | "too-long" | "refused" };

/** What this browser remembers of one draft. */
export type LocalDraft = {
  text: string;
  /** The account's version this text grew out of. */
  basedOn: string | null;
  /** The account has not confirmed this text. */
  dirty: boolean;
};

export type DraftStore = { read(): LocalDraft | null; write(draft: LocalDraft | null): void };

/** What the editor opens with, and a newer draft from elsewhere that this browser did not know. */
export function openDraft(
  local: LocalDraft | null,
  server: ServerDraft | null,
  starter: string,
): { text: string; dirty: boolean; elsewhere: ServerDraft | null } {
  const fromServer = { text: server?.text ?? starter, dirty: false, elsewhere: null };
  if (!local) return fromServer;
  if (local.dirty) {
    const unknown = server && server.savedAt !== local.basedOn && server.text !== local.text;
    return { text: local.text, dirty: true, elsewhere: unknown ? server : null };
  }
  if (server || local.text === starter) return fromServer;
  return { text: local.text, dirty: true, elsewhere: null };
}

type Parts = {
  store: DraftStore;
  send(text: string): Promise<SaveReply>;
  discard(): Promise<unknown>;
  server: ServerDraft | null;
  starter: string;
  /** Milliseconds of quiet before the account is told. */
  quietMs: number;
  retryMs: number;
};

export type DraftKeeper = ReturnType<typeof keepDraft>;

export function keepDraft(parts: Parts) {
  const opened = openDraft(parts.store.read(), parts.server, parts.starter);
  let text = opened.text;
  let basedOn = parts.server?.savedAt ?? null;
  let dirty = opened.dirty;
  let state: DraftState = { kind: "saved", savedAt: basedOn };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  const listeners = new Set<() => void>();

  function show(next: DraftState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function plan(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (!dirty || sending) return;
    sending = true;
    const sent = text;
    show({ kind: "saving" });
    const reply = await parts.send(sent);
    sending = false;
    if (reply.kind === "failed") {
      show({ kind: "local", reason: reply.reason });
      if (reply.reason === "offline" || reply.reason === "signed-out") plan(parts.retryMs);
      return;
    }
    basedOn = reply.savedAt;
    dirty = text !== sent;
    parts.store.write({ text, basedOn, dirty });
    if (dirty) plan(parts.quietMs);
    else show({ kind: "saved", savedAt: reply.savedAt });
  }

  if (dirty) plan(0);
  return {
    text: () => text,
    elsewhere: opened.elsewhere,
    state: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(next: string): void {
      if (next === text) return;
      text = next;
      dirty = true;
      parts.store.write({ text, basedOn, dirty });
      if (state.kind === "saved") show({ kind: "saving" });
      if (!sending) plan(parts.quietMs);
    },
    flush,
    /** Back to the starter; the account forgets its copy. */
    async reset(): Promise<void> {
      clearTimeout(timer);
      text = parts.starter;
      dirty = false;
      basedOn = null;
      parts.store.write(null);
      show({ kind: "saved", savedAt: null });
      await parts.discard();
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
