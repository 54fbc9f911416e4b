import { useCallback, useLayoutEffect, useState } from "react";

/**
 * Which question is on screen, by its place. A reload comes back to it: this tab remembers it. The
 * server cannot know, so the page comes with `first` and goes to the other as soon as it listens.
 */
export function usePosition(attemptId: string, count: number, first: number) {
  const key = `planwise-position/${attemptId}`;
  const [begun] = useState(first);
  const [at, setAt] = useState(begun);
  useLayoutEffect(() => {
    const kept = recall(key);
    if (kept !== null && kept < count) setAt(kept);
    else keep(key, begun);
  }, [key, count, begun]);
  const move = useCallback(
    (index: number) => {
      setAt(index);
      keep(key, index);
    },
    [key],
  );
  return [at, move] as const;
}

/** A browser may refuse its storage; then the examination simply begins at its first open question. */
function recall(key: string): number | null {
  try {
    const kept = sessionStorage.getItem(key);
    return kept !== null && /^\d{1,4}$/.test(kept) ? Number(kept) : null;
  } catch {
    return null;
  }
}

function keep(key: string, index: number): void {
  try {
    sessionStorage.setItem(key, String(index));
  } catch {
    // As above.
  }
}
