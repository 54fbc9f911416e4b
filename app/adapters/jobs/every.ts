/**
 * Calls `work` again and again, `ms` after the last call has ended, never twice at once. An error
 * goes to `onError` and ends nothing. Returns a stop that waits for a call in progress.
 */
export function every(
  ms: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const plan = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().then(plan, (error: unknown) => {
        onError(error);
        plan();
      });
    }, ms);
    timer.unref();
  };
  plan();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
