import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/** False on the server and until the page listens: what needs a script, or this browser's clock, waits for it. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
