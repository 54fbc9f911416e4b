import { z } from "zod";
import { planNodeTypes } from "./plan-node-types.ts";

/**
 * The check types of an exercise, graded in the order the author lists them.
 * Adding a type here makes the compiler list every place that must learn it
 * (the grader registry in grade-exercise.ts is checked with `satisfies`).
 */
const checkId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "use lower-case letters, digits and hyphens");

const nodePattern = z.strictObject({
  /** EXPLAIN "Node Type", e.g. "Seq Scan", "Index Scan"; "Index Scan" also matches Index Only Scan only when listed. */
  node: z.enum(planNodeTypes),
  /** Relation the node reads. */
  on: z.string().optional(),
  /** Index the node uses. */
  index: z.string().optional(),
});

export const rowsCheck = z.strictObject({
  id: checkId,
  type: z.literal("rows"),
  /** strict: position by position; keys: sorted by `keys`, ties free; any: as a multiset. */
  order: z.enum(["strict", "keys", "any"]).default("any"),
  /** Columns the result must be sorted by, each "name", "name asc" or "name desc". */
  keys: z.array(z.string()).default([]),
  names: z.enum(["exact", "ignore-case", "ignore"]).default("exact"),
  /** Relative tolerance for numbers. */
  tolerance: z.number().nonnegative().default(1e-9),
  variants: z.array(z.string()).min(1).default(["default"]),
  /** Compare this query's rows after the script, instead of the script's last result. */
  query: z.string().optional(),
  /**
   * One statement that moves the data on once the script has run; the query is then asked once more
   * and must give the new rows. Undone again.
   */
  after: z.string().optional(),
});

export const planCheck = z.strictObject({
  id: checkId,
  type: z.literal("plan"),
  /** The query to explain after the script; without it the script's last statement is explained. */
  query: z.string().optional(),
  require: z.array(nodePattern).default([]),
  forbid: z.array(nodePattern).default([]),
  /** Planner's total cost of the top node. */
  maxCost: z.number().positive().optional(),
  /** Shared blocks hit + read of the top node, after one warm-up run. Never milliseconds. */
  maxBlocks: z.number().nonnegative().optional(),
  variants: z.array(z.string()).min(1).default(["default"]),
});

export const stateCheck = z.strictObject({
  id: checkId,
  type: z.literal("state"),
  /** Each query must return one row, first column true. The message is shown when it does not. */
  assertions: z.array(z.strictObject({ query: z.string(), message: z.string() })).min(1),
  variants: z.array(z.string()).min(1).default(["default"]),
});

export const unchangedCheck = z.strictObject({
  id: checkId,
  type: z.literal("unchanged"),
  tables: z.array(z.string()).min(1),
  /** Columns, types, defaults and constraints. Indexes may come and go. */
  structure: z.boolean().default(true),
  data: z.boolean().default(true),
  /** May the script leave new tables, views or materialized views behind? Indexes and functions always may stay. */
  newRelations: z.boolean().default(true),
});

export const sizeCheck = z.strictObject({
  id: checkId,
  type: z.literal("size"),
  /** Bytes of all indexes the script added. */
  maxIndexBytes: z.number().positive().optional(),
  /** How many indexes the script may add. */
  maxNewIndexes: z.number().int().nonnegative().optional(),
});

export const statementsCheck = z.strictObject({
  id: checkId,
  type: z.literal("statements"),
  /** Most statements one call of the learner's code may send. */
  max: z.number().int().positive().optional(),
  /** The count must not grow with the size of the data. */
  constant: z.boolean().default(false),
  /** Refuse `select *` (also the empty select). */
  noStar: z.boolean().default(false),
  /** Refuse OFFSET. */
  noOffset: z.boolean().default(false),
  /** Every read must carry a LIMIT no larger than this. */
  maxLimit: z.number().int().positive().optional(),
  /** Only these columns of the table may be read. */
  columns: z.record(z.string(), z.array(z.string())).optional(),
  /** Most rows all statements together may return, per call. */
  maxRows: z.number().int().positive().optional(),
});

export const valueCheck = z.strictObject({
  id: checkId,
  type: z.literal("value"),
  /** How returned arrays are compared with the reference's. */
  order: z.enum(["strict", "any"]).default("strict"),
  /** Names of input sets in inputs.json: the code's default export is called with each. */
  inputs: z.array(z.string()).min(1).default(["default"]),
  variants: z.array(z.string()).min(1).default(["default"]),
});

const item = z.strictObject({
  id: checkId,
  /** Markdown, a sentence or two. */
  question: z.string().min(10),
  /** Shown under the letters a, b, c, … in this order. With several right ones all must be chosen. */
  options: z
    .array(
      z.strictObject({
        /** Markdown. */
        text: z.string().min(1),
        right: z.boolean().default(false),
        /** Why it is wrong: shown to who chose it. */
        why: z.string().optional(),
      }),
    )
    .min(2)
    .max(8),
  /** SQL whose every SELECT must return one row of true on the default data: what makes the key right. */
  verify: z.string().optional(),
});

export const itemsCheck = z.strictObject({
  id: checkId,
  type: z.literal("items"),
  items: z.array(item).min(1),
});

/** The questions of all checks, in their order. */
export function itemsOf(checks: readonly CheckSpec[]): Item[] {
  return checks.flatMap((check) => (check.type === "items" ? check.items : []));
}

/** a for the first option. */
export function optionLetter(at: number): string {
  return String.fromCharCode("a".charCodeAt(0) + at);
}

export const checkSpec = z.discriminatedUnion("type", [
  rowsCheck,
  planCheck,
  stateCheck,
  unchangedCheck,
  sizeCheck,
  statementsCheck,
  valueCheck,
  itemsCheck,
]);

export type CheckSpec = z.infer<typeof checkSpec>;
export type CheckType = CheckSpec["type"];
export type RowsCheck = z.infer<typeof rowsCheck>;
export type PlanCheck = z.infer<typeof planCheck>;
export type StateCheck = z.infer<typeof stateCheck>;
export type UnchangedCheck = z.infer<typeof unchangedCheck>;
export type SizeCheck = z.infer<typeof sizeCheck>;
export type StatementsCheck = z.infer<typeof statementsCheck>;
export type ValueCheck = z.infer<typeof valueCheck>;
export type ItemsCheck = z.infer<typeof itemsCheck>;
export type Item = ItemsCheck["items"][number];
