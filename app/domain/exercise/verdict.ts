import { z } from "zod";
import { engineName } from "./exercise.ts";

/** Contract 4.2. A verdict with no checks is never a pass; a platform fault never costs an attempt. */
export const verdictSchema = z.strictObject({
  exercise: z.string(),
  version: z.string(),
  engine: engineName,
  status: z.enum(["passed", "failed", "errored", "timed-out", "unsupported"]),
  fault: z.enum(["learner", "platform"]).nullable(),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(["passed", "failed", "skipped"]),
      message: z.string(),
    }),
  ),
  ms: z.number().nonnegative(),
});
export type Verdict = z.infer<typeof verdictSchema>;
export type CheckResult = Verdict["checks"][number];
