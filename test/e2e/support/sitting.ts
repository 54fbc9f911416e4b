import { test as base } from "./test.ts";
import type { Visitor } from "./visitor.ts";
import { findItem, startBasic } from "./world.ts";

export interface Sitting {
  visitor: Visitor;
  attemptId: string;
  /** A question of one's form that takes one option, and one that takes text. */
  single: string;
  numeric: string;
}

/** The test of a file whose learner sits in an examination. */
export const test = base.extend("sitting", { scope: "file" }, async ({ planwise, people }) => {
  const visitor = await people.another("learner");
  const attemptId = await startBasic(visitor);
  const [single, numeric] = [
    await findItem(planwise, attemptId, "single"),
    await findItem(planwise, attemptId, "numeric"),
  ];
  return { visitor, attemptId, single, numeric } satisfies Sitting;
});
