import { z } from "zod";

/** What a learner may know of the tables they work on: the schema pane of the lab. */
export const schemaColumn = z.strictObject({
  name: z.string(),
  /** As PostgreSQL writes it, e.g. "numeric(5,2)"; null where only running the definition would tell. */
  type: z.string().nullable(),
  nullable: z.boolean(),
  primaryKey: z.boolean(),
  /** "users.id" for a foreign key. */
  references: z.string().nullable(),
});

export const schemaTable = z.strictObject({
  name: z.string(),
  kind: z.enum(["table", "view", "materialized view"]),
  columns: z.array(schemaColumn),
  /** Without the index of the primary key. */
  indexes: z.array(z.strictObject({ name: z.string(), on: z.string(), unique: z.boolean() })),
  /** The planner's own number of rows; null before an engine was asked. */
  rows: z.number().nullable(),
});
export type SchemaTable = z.infer<typeof schemaTable>;
