import type { Expectation } from "./fence.ts";

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
  /** What now() is; the content's own when left out. */
  clock?: string;
  code: string;
  expect: Expectation;
};
