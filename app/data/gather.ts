import DataLoader from "dataloader";

/**
 * Asks for what is wanted at the same moment in one go. `most` batches are under way at a time: what
 * comes meanwhile goes with the next one, so batches grow with the load and nobody waits without it.
 * Nothing is remembered.
 */
export function gather<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<(Value | Error)[]>,
  limits: { most: number; together: number },
): DataLoader<Key, Value> {
  let underWay = 0;
  let next: (() => void) | null = null;
  return new DataLoader<Key, Value>(
    async (keys) => {
      underWay += 1;
      try {
        return await ask(keys);
      } finally {
        underWay -= 1;
        const send = next;
        next = null;
        send?.();
      }
    },
    {
      cache: false,
      maxBatchSize: limits.together,
      // Called again only when what it was given has been sent.
      batchScheduleFn: (send) => {
        if (underWay < limits.most) setImmediate(send);
        else next = send;
      },
    },
  );
}
