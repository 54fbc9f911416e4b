import { apply, RealDate } from "./primordials.ts";

type Timer = { id: number; due: number; run: () => void };

/**
 * Time without luck: `Date` starts at the exercise clock and moves only when a timer is due,
 * `setTimeout` fires in order of due time without waiting, `Math.random` follows a fixed seed.
 */
export function installClock(startMs: number): { fireNextTimer(): boolean } {
  let now = startMs;
  let nextId = 1;
  let timers: Timer[] = [];

  const VirtualDate = new Proxy(RealDate, {
    construct: (_target, args: unknown[], newTarget: Function) =>
      Reflect.construct(RealDate, args.length === 0 ? [now] : args, newTarget),
    apply: () => new RealDate(now).toString(),
    get: (target, key) => (key === "now" ? dateNow : Reflect.get(target, key)),
  });
  function dateNow(): number {
    return now;
  }
  define(globalThis, "Date", VirtualDate);
  define(RealDate.prototype, "constructor", VirtualDate);
  define(Math, "random", seededRandom(0x9e3779b9));

  define(globalThis, "setTimeout", (callback: unknown, delay?: unknown, ...args: unknown[]) => {
    if (typeof callback !== "function") throw new TypeError("setTimeout needs a function");
    const wait = Math.max(0, Number(delay) || 0);
    const id = nextId++;
    timers[timers.length] = {
      id,
      due: now + wait,
      run: () => void apply(callback, undefined, args),
    };
    return id;
  });
  define(globalThis, "clearTimeout", (id: unknown) => {
    timers = timers.filter((timer) => timer.id !== id);
  });
  define(globalThis, "queueMicrotask", (callback: () => void) => {
    void (async () => {
      await undefined;
      callback();
    })();
  });

  return {
    fireNextTimer() {
      let next: Timer | undefined;
      for (const timer of timers) if (next === undefined || timer.due < next.due) next = timer;
      if (next === undefined) return false;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.due);
      next.run();
      return true;
    },
  };
}

/** Mulberry32: small, well spread, the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Defines a global the way built-ins are: replaceable, not enumerable. */
export function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
