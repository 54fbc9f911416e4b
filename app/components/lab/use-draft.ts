import { useEffect, useState } from "react";
import { keepDraft, type DraftKeeper, type DraftStore, type LocalDraft } from "./draft-keeper.ts";
import type { LabRequests } from "./lab-requests.ts";

type Options = {
  viewerId: string;
  exercise: string;
  starter: string;
  server: { text: string; savedAt: string } | null;
  requests: LabRequests;
};

/** The draft of this exercise; null until the page runs in a browser. */
export function useDraft({ viewerId, exercise, starter, server, requests }: Options) {
  const [keeper, setKeeper] = useState<DraftKeeper | null>(null);
  useEffect(() => {
    const made = keepDraft({
      store: browserStore(`planwise:draft:${viewerId}:${exercise}`),
      send: requests.saveDraft,
      discard: requests.discardDraft,
      server,
      starter,
      quietMs: 800,
      retryMs: 10_000,
    });
    setKeeper(made);
    const now = () => void made.flush();
    const leaving = () => {
      if (document.visibilityState === "hidden") now();
    };
    addEventListener("online", now);
    document.addEventListener("visibilitychange", leaving);
    return () => {
      removeEventListener("online", now);
      document.removeEventListener("visibilitychange", leaving);
      made.stop();
      now();
    };
    // What the server sent counts when the page opens; later the keeper knows better.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [viewerId, exercise]);
  return keeper;
}

/** localStorage, or nothing where a browser forbids it: the account still keeps the draft. */
function browserStore(key: string): DraftStore {
  return {
    read() {
      try {
        const found = localStorage.getItem(key);
        return found === null ? null : (JSON.parse(found) as LocalDraft);
      } catch {
        return null;
      }
    },
    write(draft) {
      try {
        if (draft === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(draft));
      } catch {
        // Full or forbidden.
      }
    },
  };
}
