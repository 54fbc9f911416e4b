import type { Expectation } from "./fence.ts";

/** What now() is in lessons and questions. */
export const contentClock = "2026-01-15T12:00:00.000Z";

/** One ```sql fence of a lesson or question: what `planwise check` runs, and what must come of it. */
export type Snippet = {
  file: string;
  /** Line of the opening fence. */
  line: number;
  /** `verify`: every SELECT must return one row of nothing but true. */
  role: "shown" | "verify";
  dataset: string;
  /** Blocks replayed before it in the same session, in order. */
  setup: ReadonlyArray<{ id: string; code: string }>;
  /** ISO instant that now() is when it runs. */
  clock: string;
  code: string;
  expect: Expectation;
};
