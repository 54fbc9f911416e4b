import type { Standing } from "#app/services/views/view-submission.ts";

/** How a submission stands, in words. */
export const standingWords: Record<Standing, string> = {
  passed: "Passed",
  failed: "Not passed",
  errored: "Stopped with an error",
  "timed-out": "Took too long",
  unsupported: "Could not be graded",
  waiting: "Waiting to be graded",
};
