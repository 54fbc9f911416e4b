import type {
  Expr,
  ExprBinary,
  ExprRef,
  OrderByStatement,
  SelectedColumn,
  SelectFromStatement,
  Statement,
} from "pgsql-ast-parser";
import {
  type ColumnKind,
  constantKind,
  hasZone,
  type Scope,
  scopeOf,
  Unsupported,
} from "./pg-mem-scope.ts";
import type { TableExport } from "./table-export.ts";

/** An output column as PostgreSQL would name and type it. */
export type OutputColumn = {
  name: string;
  type: string;
  /** With scale, as the column was declared: how the text is written. */
  declared: string;
};

export type SupportedSelect = { statement: SelectFromStatement; columns: OutputColumn[] };

/**
 * pg-mem answers much of SQL wrongly without an error. Only what is known to come out as in
 * PostgreSQL passes here: reading tables, inner and left joins, plain conditions, grouping by
 * columns with count, min and max, ordering, LIMIT. Everything else throws `Unsupported`.
 */
export function supportedSelect(
  statement: Statement,
  tables: readonly TableExport[],
): SupportedSelect {
  if (statement.type !== "select") throw new Unsupported(statementName(statement));
  const scope = scopeOf(statement, tables);
  refuseClauses(statement);
  for (const from of statement.from ?? []) {
    if (!from.join) continue;
    if (from.join.type !== "INNER JOIN" && from.join.type !== "LEFT JOIN") {
      throw new Unsupported(from.join.type);
    }
    if (!from.join.on) throw new Unsupported("A join without ON");
    condition(from.join.on, scope);
  }
  if (statement.where) condition(statement.where, scope);
  const groupBy = (statement.groupBy ?? []).map((expr) => grouped(expr, scope));
  const items = statement.columns ?? [];
  const columns = items.flatMap((item) => outputOf(item, scope));
  refuseMixedGrouping(items, groupBy, (statement.groupBy ?? []).length > 0);
  const orderBy = statement.orderBy?.map((order) => ordered(order, items, scope));
  if (statement.distinct === "distinct" && orderBy?.some((order) => order.by.type !== "ref")) {
    throw new Unsupported("DISTINCT with this ORDER BY");
  }
  return { statement: orderBy === undefined ? statement : { ...statement, orderBy }, columns };
}

function statementName(statement: Statement): string {
  switch (statement.type) {
    case "with":
    case "with recursive":
      return "WITH";
    case "union":
    case "union all":
      return "UNION";
    default:
      return statement.type.toUpperCase();
  }
}

function refuseClauses(statement: SelectFromStatement): void {
  if (statement.for !== undefined) throw new Unsupported("FOR UPDATE");
  if ("having" in statement && statement.having) throw new Unsupported("HAVING");
  if (statement.distinct !== undefined && statement.distinct !== "distinct") {
    if (statement.distinct !== "all") throw new Unsupported("DISTINCT ON");
  }
  for (const bound of [statement.limit?.limit, statement.limit?.offset]) {
    if (bound !== undefined && bound !== null && bound.type !== "integer") {
      throw new Unsupported("A calculated LIMIT or OFFSET");
    }
  }
}

/** A condition: AND, OR and NOT over comparisons of columns with constants or other columns. */
function condition(expr: Expr, scope: Scope): void {
  if (expr.type === "binary" && (expr.op === "AND" || expr.op === "OR")) {
    condition(expr.left, scope);
    condition(expr.right, scope);
    return;
  }
  if (expr.type === "unary" && expr.op === "NOT") return condition(expr.operand, scope);
  if (expr.type === "unary" && /^IS (NOT )?(NULL|TRUE|FALSE)$/.test(expr.op)) {
    column(expr.operand, scope);
    return;
  }
  if (expr.type === "ternary" && expr.op === "BETWEEN") {
    comparable(expr.value, expr.lo, scope);
    comparable(expr.value, expr.hi, scope);
    return;
  }
  if (expr.type === "binary") return comparison(expr, scope);
  if (expr.type === "ref" && kind(expr, scope) === "boolean") return;
  throw new Unsupported(expressionName(expr));
}

function comparison(expr: ExprBinary, scope: Scope): void {
  switch (expr.op) {
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparable(expr.left, expr.right, scope);
    case "IN":
    case "NOT IN":
      if (expr.right.type !== "list") throw new Unsupported(`${expr.op} with a subquery`);
      for (const item of expr.right.expressions) {
        if (item.type === "null") throw new Unsupported(`${expr.op} with NULL`);
        comparable(expr.left, item, scope);
      }
      return;
    case "LIKE":
    case "NOT LIKE":
      if (kind(expr.left, scope) !== "text" || expr.right.type !== "string") {
        throw new Unsupported(`${expr.op} with anything but a column and a pattern`);
      }
      if (/[\\]/.test(expr.right.value)) throw new Unsupported("An escape in a pattern");
      return;
    default:
      throw new Unsupported(expressionName(expr));
  }
}

function comparable(left: Expr, right: Expr, scope: Scope): void {
  if (left.type !== "ref" && right.type === "ref") return comparable(right, left, scope);
  const one = column(left, scope);
  if (one === null) return;
  if (one === "opaque") throw new Unsupported("A comparison of this column type");
  const other = kind(right, scope);
  if (one === "instant" && right.type === "string") {
    if (hasZone(right.value)) return;
    throw new Unsupported("A time without a time zone (write 2026-01-15 12:00:00+00)");
  }
  if (one !== other) throw new Unsupported("A comparison of different types");
}

/** The kind of a column reference; null when the engine itself will report the name. */
function column(expr: Expr, scope: Scope): ColumnKind | null {
  if (expr.type !== "ref" || expr.name === "*") throw new Unsupported(expressionName(expr));
  return scope.find(expr)?.kind ?? null;
}

function kind(expr: Expr, scope: Scope): ColumnKind | null {
  if (expr.type === "ref") return column(expr, scope);
  if (isNow(expr)) return "instant";
  if (expr.type === "binary" && (expr.op === "-" || expr.op === "+") && isNow(expr.left)) {
    const { right } = expr;
    if (right.type === "cast" && "name" in right.to && right.to.name === "interval") {
      if (
        right.operand.type === "string" &&
        /^\d+ (minute|hour|day)s?$/.test(right.operand.value)
      ) {
        return "instant";
      }
    }
  }
  const constant = constantKind(expr);
  if (constant === null) throw new Unsupported(expressionName(expr));
  return constant;
}

export function isNow(expr: Expr): boolean {
  return (
    (expr.type === "call" && expr.function.name === "now" && expr.args.length === 0) ||
    (expr.type === "keyword" && expr.keyword === "current_timestamp")
  );
}

function grouped(expr: Expr, scope: Scope): string {
  if (expr.type !== "ref") throw new Unsupported("GROUP BY an expression or a position");
  const found = scope.find(expr);
  return found === null ? expr.name : `${found.table}.${found.name}`;
}

function outputOf(item: SelectedColumn, scope: Scope): OutputColumn[] {
  const { expr } = item;
  // Rows come as objects, which would move a column named by a number to the front.
  if (/^\d+$/.test(item.alias?.name ?? "")) throw new Unsupported("A number as a column name");
  if (expr.type === "ref" && expr.name === "*") {
    return scope.columns
      .filter((found) => expr.table === undefined || expr.table.name === found.table)
      .map(({ name, type }) => output(name, type));
  }
  if (expr.type === "ref") {
    const found = scope.find(expr);
    return [output(item.alias?.name ?? expr.name, found?.type ?? "text")];
  }
  const aggregate = aggregateOf(expr, scope);
  if (aggregate === null) throw new Unsupported(`${expressionName(expr)} in the column list`);
  return [output(item.alias?.name ?? aggregate.name, aggregate.type)];
}

function output(name: string, declared: string): OutputColumn {
  return { name, type: declared.replace(/\(.*\)$/, ""), declared };
}

/** count, min and max over a plain column, the aggregates whose results are exact. */
function aggregateOf(expr: Expr, scope: Scope): { name: string; type: string } | null {
  if (expr.type !== "call") return null;
  const { name } = expr.function;
  if (expr.over) throw new Unsupported("A window function (OVER)");
  if (expr.filter) throw new Unsupported("FILTER");
  if (expr.distinct) throw new Unsupported("DISTINCT inside an aggregate");
  if (expr.orderBy) throw new Unsupported("ORDER BY inside an aggregate");
  const [argument] = expr.args;
  if (!["count", "min", "max"].includes(name) || expr.args.length !== 1 || !argument) {
    throw new Unsupported(`The function ${name}`);
  }
  if (argument.type !== "ref") throw new Unsupported(`${name} over an expression`);
  if (name === "count") return { name, type: "bigint" };
  const found = scope.find(argument);
  if (found?.kind === "opaque" || found?.kind === "boolean")
    throw new Unsupported(`${name} over this type`);
  return { name, type: found?.type ?? "text" };
}

function refuseMixedGrouping(
  items: readonly SelectedColumn[],
  groupBy: readonly string[],
  grouping: boolean,
): void {
  const aggregated = items.some((item) => item.expr.type === "call");
  if (!aggregated && !grouping) return;
  for (const { expr } of items) {
    if (expr.type !== "ref") continue;
    const named = groupBy.some((name) => name === expr.name || name.endsWith(`.${expr.name}`));
    if (expr.name === "*" || !named) {
      throw new Unsupported("A column that is neither grouped nor aggregated");
    }
  }
}

/** What pg-mem is to sort by; it would take a position for a constant. */
function ordered(
  order: OrderByStatement,
  items: readonly SelectedColumn[],
  scope: Scope,
): OrderByStatement {
  const { by } = order;
  if (by.type === "integer") {
    const item = items[by.value - 1];
    const starred = items.some(({ expr }) => expr.type === "ref" && expr.name === "*");
    if (item === undefined || starred || item.expr.type !== "ref") {
      throw new Unsupported("ORDER BY a position");
    }
    return ordered({ ...order, by: item.expr }, items, scope);
  }
  if (by.type !== "ref") throw new Unsupported("ORDER BY an expression");
  const alias = items.find((item) => item.alias?.name === by.name);
  const found = scope.find(by);
  // PostgreSQL prefers the output name, pg-mem the table's column: only one of them may exist.
  if (alias !== undefined && found !== null && !isSame(alias.expr, by)) {
    throw new Unsupported("ORDER BY a name that is both a column and an alias");
  }
  if (found?.kind === "opaque") throw new Unsupported("ORDER BY this column type");
  return order;
}

function isSame(expr: Expr, ref: ExprRef): boolean {
  return expr.type === "ref" && expr.name === ref.name;
}

function expressionName(expr: Expr): string {
  switch (expr.type) {
    case "call":
      return `The function ${expr.function.name}`;
    case "binary":
    case "unary":
    case "ternary":
      return `The operator ${expr.op}`;
    case "case":
      return "CASE";
    case "cast":
      return "A cast";
    case "null":
      return "A comparison with NULL";
    case "select":
    case "union":
    case "union all":
      return "A subquery";
    case "array":
    case "array select":
      return "An array";
    default:
      return "This expression";
  }
}
