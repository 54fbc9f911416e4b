import { parseError, unsupported } from "./errors.ts";
import { parseFilter, parseLogic } from "./parse-filter.ts";
import { parseField, parseSelect } from "./parse-select.ts";
import { emptyScope, type OrderTerm, type Query, type Scope } from "./request-ast.ts";
import { Scanner } from "./scanner.ts";

/** Parameters that are not filters and are read elsewhere. */
const reserved = new Set(["select", "columns", "on_conflict"]);

/** The whole query string: what to select, and per level how to filter, order and limit it. */
export function parseQuery(params: URLSearchParams): Query {
  const scopes = new Map<string, Scope>([["", emptyScope()]]);
  for (const [key, value] of params) {
    if (!reserved.has(key)) parseParameter(scopes, key, value);
  }
  return { items: parseSelect(params.get("select") ?? "*"), scopes };
}

function parseParameter(scopes: Map<string, Scope>, key: string, value: string): void {
  const scanner = new Scanner("filter", key);
  const path: string[] = [];
  for (;;) {
    const modifier = scanner.match(/(?:order|limit|offset|(?:not\.)?(?:and|or))$/);
    if (modifier !== null) return applyModifier(scopeAt(scopes, path), modifier, value);
    const field = parseField(scanner);
    if (scanner.done) {
      scopeAt(scopes, path).where.push(parseFilter(field, value));
      return;
    }
    scanner.expect(".");
    path.push(field.name);
  }
}

function scopeAt(scopes: Map<string, Scope>, path: readonly string[]): Scope {
  const name = path.join(".");
  const scope = scopes.get(name) ?? emptyScope();
  scopes.set(name, scope);
  return scope;
}

function applyModifier(scope: Scope, modifier: string, value: string): void {
  switch (modifier) {
    case "order":
      scope.order = parseOrder(value);
      return;
    case "limit":
      scope.limit = parseCount("limit parameter", value);
      return;
    case "offset":
      scope.offset = parseCount("offset parameter", value);
      return;
    default: {
      const joiner = modifier.endsWith("and") ? "and" : "or";
      scope.where.push(parseLogic(joiner, modifier.startsWith("not."), value));
    }
  }
}

/** `created_at.desc.nullslast,id` */
export function parseOrder(text: string): OrderTerm[] {
  const scanner = new Scanner("order", text);
  const terms: OrderTerm[] = [];
  do {
    const field = parseField(scanner);
    if (scanner.sees("(")) {
      throw unsupported("Ordering by a column of an embedded table", "Order by an own column.");
    }
    const direction = scanner.match(/\.(?:asc|desc)\b/);
    const nulls = scanner.match(/\.nulls(?:first|last)\b/);
    terms.push({
      field,
      descending: direction === ".desc",
      nulls: nulls === null ? null : nulls === ".nullsfirst" ? "first" : "last",
    });
  } while (scanner.eat(","));
  if (!scanner.done) throw scanner.failure("asc, desc, nullsfirst, nullslast or end of input");
  return terms;
}

function parseCount(what: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw parseError(what, text, 0, "a whole number");
  return Number(text);
}
