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
  // Each stands for a batch that is full, or that the next to come may join.
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return new DataLoader<Key, Value>(
    async (keys) => {
      try {
        return await ask(keys);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else underWay -= 1;
      }
    },
    {
      cache: false,
      maxBatchSize: limits.together,
      batchScheduleFn: (send) => {
        if (underWay >= limits.most) waiting.push(send);
        else {
          underWay += 1;
          setImmediate(send);
        }
      },
    },
  );
}
