import type { ReadFrom } from "./build-read.ts";
import type { Catalog, Routine } from "./catalog.ts";
import { RestError } from "./errors.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** A function call as something to read from; its single column is "value" when it returns none. */
export type Call = { routine: Routine; source: ReadFrom };

/** Finds the function whose named arguments fit and writes `fn(a => …)`. */
export function buildCall(
  writer: SqlWriter,
  catalog: Catalog,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Call {
  const given = Object.keys(args);
  const routine = catalog.routines.find(
    (candidate) => candidate.name === name && accepts(candidate, given),
  );
  if (routine === undefined) throw unknownRoutine(catalog, name, given);
  const call = `${writer.name(name)}(${given.map((arg) => `${writer.name(arg)} => args.${writer.name(arg)}`).join(", ")})`;
  const alias = writer.alias("result");
  const isScalar = routine.returns !== "rows";
  const columns = isScalar ? [{ name: "value", type: "" }] : routine.columns;
  const from = `${argumentsSql(writer, routine, args)}${call} ${alias}${isScalar ? "(value)" : ""}`;
  const relation = catalog.relations.get(routine.relation ?? "");
  return {
    routine,
    source: { relation: relation ?? { name, columns, primaryKey: [] }, from, alias },
  };
}

function accepts(routine: Routine, given: readonly string[]): boolean {
  const known = (name: string) => routine.args.some((arg) => arg.name === name);
  const present = (arg: Routine["args"][number]) => arg.optional || given.includes(arg.name);
  return given.every((name) => known(name)) && routine.args.every((arg) => present(arg));
}

/** Arguments arrive as one JSON object, converted by the types the function declares. */
function argumentsSql(
  writer: SqlWriter,
  routine: Routine,
  args: Readonly<Record<string, unknown>>,
): string {
  const names = Object.keys(args);
  if (names.length === 0) return "";
  const typed = names.map((name) => {
    const type = routine.args.find((arg) => arg.name === name)?.type ?? "text";
    return `${writer.name(name)} ${type}`;
  });
  return `json_to_record(${writer.param(JSON.stringify(args))}) as args(${typed.join(", ")}), lateral `;
}

function unknownRoutine(catalog: Catalog, name: string, given: readonly string[]): RestError {
  const signature = given.length === 0 ? `${name}` : `${name}(${given.join(", ")})`;
  const named = catalog.routines.find((candidate) => candidate.name === name);
  const hint =
    named === undefined
      ? null
      : `Perhaps you meant to call the function public.${name}(${named.args.map((arg) => arg.name).join(", ")})`;
  return new RestError(
    404,
    "PGRST202",
    `Could not find the function public.${signature} ${given.length === 0 ? "without parameters " : ""}in the schema cache`,
    null,
    hint,
  );
}
