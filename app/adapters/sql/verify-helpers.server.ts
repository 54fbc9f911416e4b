import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planNodeTypes } from "#app/domain/exercise/plan-node-types.ts";

const file = join(import.meta.dirname, "verify-helpers.sql");

/** SQL that defines the functions verify blocks may call. */
export function verifyHelpers(): string {
  const names = planNodeTypes.map((name) => `'${name}'`).join(", ");
  const nodeTypes = `create function planwise_node_types() returns text[] language sql immutable as $$ select array[${names}] $$;`;
  return `${nodeTypes}\n${readFileSync(file, "utf8")}`;
}
