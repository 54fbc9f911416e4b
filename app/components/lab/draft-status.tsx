import { useSyncExternalStore } from "react";
import type { DraftKeeper, DraftState } from "./draft-keeper.ts";

const nothing = () => () => {};

/** Where the text in the editor is safe right now. */
export function DraftStatus({ keeper }: { keeper: DraftKeeper | null }) {
  const state = useSyncExternalStore<DraftState | null>(
    keeper?.subscribe ?? nothing,
    () => keeper?.state() ?? null,
    () => null,
  );
  if (!state) return null;
  return (
    <span className="lab-draft" data-kind={state.kind} title={title(state)}>
      {words(state)}
    </span>
  );
}

function words(state: DraftState): string {
  switch (state.kind) {
    case "saved":
      return state.savedAt === null ? "" : "Draft saved";
    case "saving":
      return "Saving…";
    case "local":
      return {
        offline: "Offline: draft kept in this browser",
        "signed-out": "Signed out: draft kept in this browser",
        "too-long": "Too long to save: over 100,000 characters",
        refused: "Draft kept in this browser",
      }[state.reason];
  }
}

function title(state: DraftState): string | undefined {
  if (state.kind === "saved" && state.savedAt !== null)
    return `On your account since ${new Date(state.savedAt).toLocaleString("en-GB")}`;
  if (state.kind !== "local") return undefined;
  return "Your account gets it as soon as it can be reached and you are signed in.";
}
