import type { Column } from "./catalog.ts";
import { unknownColumn } from "./errors.ts";
import type { Condition, Field, OrderTerm } from "./request-ast.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** A table, embedded table or function result whose columns are in reach of an expression. */
export type Source = {
  /** Name for error messages. */
  table: string;
  columns: readonly Column[];
  /** Alias in front of every column, null when nothing else is in reach. */
  qualifier: string | null;
};

export function columnOf(source: Source, name: string): Column {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw unknownColumn(source.table, name);
  return column;
}

export function fieldSql(writer: SqlWriter, source: Source, field: Field): string {
  columnOf(source, field.name);
  const name = writer.name(field.name);
  let sql = source.qualifier === null ? name : `${source.qualifier}.${name}`;
  for (const { arrow, key } of field.path) {
    const step = /^\d{1,9}$/.test(key) ? key : writer.literal(key);
    sql = `(${sql} ${arrow} ${step})`;
  }
  return sql;
}

/** Conditions joined by and, or null when there are none. */
export function whereSql(
  writer: SqlWriter,
  source: Source,
  conditions: readonly Condition[],
): string | null {
  if (conditions.length === 0) return null;
  return conditions.map((condition) => conditionSql(writer, source, condition)).join(" and ");
}

function conditionSql(writer: SqlWriter, source: Source, condition: Condition): string {
  const negated = (sql: string) => (condition.negate ? `not (${sql})` : sql);
  if (condition.kind === "group") {
    const parts = condition.conditions.map((member) => conditionSql(writer, source, member));
    return negated(`(${parts.join(` ${condition.joiner} `)})`);
  }
  const field = fieldSql(writer, source, condition.field);
  switch (condition.kind) {
    case "compare": {
      const value = writer.param(condition.value);
      const right = condition.quantifier === null ? value : `${condition.quantifier}(${value})`;
      return negated(`${field} ${condition.operator} ${right}`);
    }
    case "in":
      return negated(`${field} = any(${writer.param(arrayLiteral(condition.values))})`);
    case "is":
      return isSql(field, condition.value, condition.negate);
    case "search":
      return negated(searchSql(writer, source, condition, field));
  }
}

function isSql(field: string, value: string, negate: boolean): string {
  const positive = value !== "not_null";
  const truth = positive ? value : "null";
  return `${field} is ${positive === negate ? "not " : ""}${truth}`;
}

function searchSql(
  writer: SqlWriter,
  source: Source,
  condition: Condition & { kind: "search" },
  field: string,
): string {
  const config = condition.config === null ? "" : `${writer.literal(condition.config)}, `;
  const isVector =
    condition.field.path.length === 0 && columnOf(source, condition.field.name).type === "tsvector";
  const vector = isVector ? field : `to_tsvector(${config}${field})`;
  return `${vector} @@ ${condition.parser}(${config}${writer.param(condition.value)})`;
}

/** PostgreSQL's text form of an array: every element quoted, so that none is read as NULL. */
export function arrayLiteral(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`);
  return `{${quoted.join(",")}}`;
}

export function orderSql(
  writer: SqlWriter,
  source: Source,
  terms: readonly OrderTerm[],
): string | null {
  if (terms.length === 0) return null;
  const sql = terms.map((term) => {
    const nulls = term.nulls === null ? "" : ` nulls ${term.nulls}`;
    return `${fieldSql(writer, source, term.field)}${term.descending ? " desc" : ""}${nulls}`;
  });
  return sql.join(", ");
}
