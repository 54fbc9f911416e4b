/**
 * The engines read the time through Date.now. While a session is open it tells the exercise's
 * instant plus the time elapsed since the last rebase, so that now() means the same on every run.
 * A frozen clock would hang pg_sleep. Code that measures must use performance.now().
 */
const realNow = Date.now;
let holders = 0;
let origin = 0;
let rebasedAt = 0;

function virtualNow(): number {
  return Math.floor(origin + (performance.now() - rebasedAt));
}

export function holdClock(instant: string): { rebase(): void; release(): void } {
  holders += 1;
  Date.now = virtualNow;
  const start = Date.parse(instant);
  let released = false;
  const rebase = () => {
    origin = start;
    rebasedAt = performance.now();
  };
  rebase();
  return {
    rebase,
    release() {
      if (released) return;
      released = true;
      holders -= 1;
      if (holders === 0) Date.now = realNow;
    },
  };
}
