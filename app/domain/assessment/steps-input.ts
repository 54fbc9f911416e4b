import { z } from "zod";
import { response } from "./response.ts";

/** Longer than the keys of what Planwise writes itself, so that no page can take one of those first. */
const key = z.string().min(8).max(100);
const item = z.string().max(200);
/** As far as PostgreSQL's integer goes. */
const count = z.number().int().nonnegative().max(2_147_483_647);
const common = {
  idemKey: key,
  tabId: key,
  tabSeq: count,
  /** The browser's clock, for the record only. */
  clientAt: z.iso.datetime().nullable(),
};
/** What an examination page sends: answers, flags and whether it was in front. */
export const stepInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("save"), ...common, item, response }),
  z.strictObject({
    kind: z.literal("flag"),
    ...common,
    item,
    flagged: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("focus"), ...common }),
  z.strictObject({ kind: z.literal("blur"), ...common }),
]);
export type StepInput = z.infer<typeof stepInput>;
export const stepsInput = z.strictObject({
  steps: z.array(stepInput).max(200),
  /** The newest step this page has seen. */
  baseSeq: count,
});
