import type { Expr, ExprRef, From, SelectFromStatement } from "pgsql-ast-parser";
import type { TableExport } from "./table-export.ts";

/** pg-mem would refuse this, or answer it wrongly without a word. `feature` is named to the learner. */
export class Unsupported extends Error {}

/** What values of a column can be compared with; "opaque" values can only be shown. */
export type ColumnKind = "number" | "text" | "boolean" | "instant" | "opaque";

export type ScopeColumn = { table: string; name: string; type: string; kind: ColumnKind };

/** The columns a query can name, in the order `*` shows them. */
export type Scope = {
  columns: readonly ScopeColumn[];
  /** The column meant by a reference; null when PostgreSQL will say that there is none, or that there are two. */
  find(ref: ExprRef): ScopeColumn | null;
};

export function scopeOf(statement: SelectFromStatement, tables: readonly TableExport[]): Scope {
  const columns = (statement.from ?? []).flatMap((from) => columnsOf(from, tables));
  return {
    columns,
    find(ref) {
      const found = columns.filter(
        (column) =>
          column.name === ref.name && (ref.table === undefined || ref.table.name === column.table),
      );
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

function columnsOf(from: From, tables: readonly TableExport[]): ScopeColumn[] {
  if (from.type !== "table") {
    throw new Unsupported(from.type === "statement" ? "A subquery in FROM" : "A function in FROM");
  }
  if (from.name.schema !== undefined && from.name.schema !== "public") {
    throw new Unsupported(`The schema ${from.name.schema}`);
  }
  const table = tables.find((candidate) => candidate.name === from.name.name);
  if (from.name.columnNames !== undefined) throw new Unsupported("A list of column aliases");
  return (table?.columns ?? []).map((column) => ({
    table: from.name.alias ?? from.name.name,
    name: column.name,
    type: column.type,
    kind: kindOf(column.type),
  }));
}

/** Numbers need a known scale, or pg-mem's floating point could show them otherwise than PostgreSQL. */
export function kindOf(type: string): ColumnKind {
  if (/^(smallint|integer|bigint|numeric\(\d+,\d+\))$/.test(type)) return "number";
  if (/^(text|character varying(\(\d+\))?)$/.test(type)) return "text";
  if (type === "boolean") return "boolean";
  return type === "timestamp with time zone" ? "instant" : "opaque";
}

/** The kind of a constant; instants must say their time zone, because pg-mem would take the machine's. */
export function constantKind(expr: Expr): ColumnKind | null {
  switch (expr.type) {
    case "integer":
    case "numeric":
      return "number";
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    case "cast": {
      const { operand, to } = expr;
      if (!("name" in to) || operand.type !== "string") return null;
      return to.name === "timestamptz" && hasZone(operand.value) ? "instant" : null;
    }
    default:
      return null;
  }
}

export function hasZone(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d(:?\d\d)?)$/.test(text);
}
