import { type Source, whereSql } from "./build-filter.ts";
import type { Relation } from "./catalog.ts";
import { RestError, unknownWriteColumn, unsupported } from "./errors.ts";
import { parseColumnList } from "./parse-columns.ts";
import type { Preferences, Scope } from "./request-ast.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** `insert into …` of one JSON object or an array of them. */
export function buildInsert(
  writer: SqlWriter,
  relation: Relation,
  body: string | null,
  params: URLSearchParams,
  preferences: Preferences,
): string {
  const rows = parseBody(body);
  const list = Array.isArray(rows) ? rows : [rows];
  const columns = writeColumns(relation, list, params.get("columns"));
  const table = writer.name(relation.name);
  const conflict = conflictSql(writer, relation, columns, params, preferences);
  if (columns.length === 0) {
    if (list.length > 1) throw unsupported("Inserting many empty rows", "Insert them one by one.");
    return list.length === 0
      ? `insert into ${table} select * from ${table} where false`
      : `insert into ${table} default values${conflict}`;
  }
  const names = columns.map((column) => writer.name(column)).join(", ");
  const values = `json_populate_recordset(null::${table}, ${writer.param(JSON.stringify(list))})`;
  return `insert into ${table} (${names}) select ${names} from ${values}${conflict}`;
}

export function buildUpdate(
  writer: SqlWriter,
  relation: Relation,
  body: string | null,
  params: URLSearchParams,
  scope: Scope,
): string {
  const row = parseBody(body);
  if (Array.isArray(row)) throw badBody("An update takes one JSON object, not an array");
  const columns = writeColumns(relation, [row], params.get("columns"));
  const table = writer.name(relation.name);
  const where = requiredWhere(writer, relation, scope, "UPDATE");
  if (columns.length === 0) return `update ${table} set ${emptySet(writer, relation)} where false`;
  const sets = columns.map((column) => `${writer.name(column)} = body.${writer.name(column)}`);
  const values = `json_populate_record(null::${table}, ${writer.param(JSON.stringify(row))})`;
  return `update ${table} set ${sets.join(", ")} from ${values} as body where ${where}`;
}

export function buildDelete(writer: SqlWriter, relation: Relation, scope: Scope): string {
  const where = requiredWhere(writer, relation, scope, "DELETE");
  return `delete from ${writer.name(relation.name)} where ${where}`;
}

/** Supabase refuses to change a whole table by accident. */
function requiredWhere(
  writer: SqlWriter,
  relation: Relation,
  scope: Scope,
  verb: "UPDATE" | "DELETE",
): string {
  if (scope.order.length > 0 || scope.limit !== null || scope.offset !== null) {
    throw unsupported("Limiting a write", "Filter the rows to change instead.");
  }
  const qualifier = writer.name(relation.name);
  const source: Source = { table: relation.name, columns: relation.columns, qualifier };
  const where = whereSql(writer, source, scope.where);
  if (where !== null) return where;
  throw new RestError(400, "21000", `${verb} requires a WHERE clause`);
}

function emptySet(writer: SqlWriter, relation: Relation): string {
  const name = writer.name(relation.columns[0]?.name ?? "");
  return `${name} = ${name}`;
}

function conflictSql(
  writer: SqlWriter,
  relation: Relation,
  columns: readonly string[],
  params: URLSearchParams,
  { resolution }: Preferences,
): string {
  if (resolution === null) return "";
  const given = params.get("on_conflict");
  const target = given === null ? relation.primaryKey : parseColumnList("on_conflict", given);
  for (const column of target) checkColumn(relation, column);
  const names = target.map((column) => writer.name(column)).join(", ");
  const on = ` on conflict${target.length === 0 ? "" : ` (${names})`}`;
  if (resolution === "ignore-duplicates" || columns.length === 0) return `${on} do nothing`;
  const sets = columns.map((column) => `${writer.name(column)} = excluded.${writer.name(column)}`);
  return `${on} do update set ${sets.join(", ")}`;
}

type JsonObject = Record<string, unknown>;

export function parseBody(body: string | null): JsonObject | JsonObject[] {
  const value = parseJson(body);
  if (isObject(value)) return value;
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw badBody("The body must be a JSON object or an array of JSON objects");
}

function isObject(item: unknown): item is JsonObject {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}

function parseJson(body: string | null): unknown {
  try {
    return JSON.parse(body ?? "") as unknown;
  } catch {
    throw badBody("Empty or invalid json");
  }
}

function badBody(message: string): RestError {
  return new RestError(400, "PGRST102", message);
}

/** Columns named by the client, else those of the objects, which must agree. */
function writeColumns(
  relation: Relation,
  rows: readonly JsonObject[],
  given: string | null,
): string[] {
  const first = Object.keys(rows[0] ?? {});
  const sameKeys = (row: JsonObject) =>
    Object.keys(row).length === first.length && first.every((key) => Object.hasOwn(row, key));
  if (given === null && !rows.every((row) => sameKeys(row))) {
    throw badBody("All object keys must match");
  }
  const columns = given === null ? first : parseColumnList("columns parameter", given);
  for (const column of columns) checkColumn(relation, column);
  return columns;
}

function checkColumn(relation: Relation, name: string): void {
  if (relation.columns.some((column) => column.name === name)) return;
  throw unknownWriteColumn(relation.name, name);
}
