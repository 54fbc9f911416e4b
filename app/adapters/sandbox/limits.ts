/** What one call of learner TypeScript may use. Counted, not timed: the same on every machine. */
export type SandboxLimits = {
  /** Interrupt polls of QuickJS; one is about 10,000 loop turns or calls. */
  fuelTicks: number;
  /** Milliseconds the guest may compute between two answers of the host; a safety net, never the measure. */
  stretchMs: number;
  /** Promise reactions, which spend no fuel. */
  jobs: number;
  /** Virtual timers that may fire. */
  timers: number;
  /** Requests through the supabase client. */
  statements: number;
  /** Bytes of WebAssembly memory, the program itself and its 1 MB of stack included. */
  heapBytes: number;
  /** Bytes of QuickJS stack; above 64 KB a browser Worker's own stack gives in first. */
  stackBytes: number;
  logLines: number;
  logCharacters: number;
  /** Characters of source text. */
  sourceCharacters: number;
};

export const defaultLimits: SandboxLimits = {
  fuelTicks: 1_000,
  stretchMs: 6_000,
  jobs: 100_000,
  timers: 10_000,
  statements: 2_000,
  heapBytes: 48 * 1024 * 1024,
  stackBytes: 64 * 1024,
  logLines: 200,
  logCharacters: 50_000,
  sourceCharacters: 100_000,
};
