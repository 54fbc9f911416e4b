import { RestError } from "./errors.ts";
import { parseField } from "./parse-select.ts";
import type { Condition, Field, Quantifier } from "./request-ast.ts";
import { Scanner } from "./scanner.ts";

/** PostgREST's operator names and the PostgreSQL operators behind them. */
export const sqlOperators: Readonly<Record<string, string>> = {
  eq: "=",
  neq: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  like: "like",
  ilike: "ilike",
  match: "~",
  imatch: "~*",
  isdistinct: "is distinct from",
  cs: "@>",
  cd: "<@",
  ov: "&&",
  sl: "<<",
  sr: ">>",
  nxr: "&<",
  nxl: "&>",
  adj: "-|-",
};

const searchParsers: Readonly<Record<string, string>> = {
  fts: "to_tsquery",
  plfts: "plainto_tsquery",
  phfts: "phraseto_tsquery",
  wfts: "websearch_to_tsquery",
};

const quantifiable = new Set(["eq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch"]);
const truths = new Set(["null", "not_null", "true", "false", "unknown"]);

/** One filter parameter: `status=not.eq.active`, the field already split off its key. */
export function parseFilter(field: Field, text: string): Condition {
  const scanner = new Scanner("filter", text);
  const condition = parseOperation(scanner, field, (inner) => {
    const value = inner.rest();
    inner.at = inner.text.length;
    return value;
  });
  if (!scanner.done) throw scanner.failure("end of input");
  return condition;
}

/** `or=(id.eq.1,and(plan.eq.team,not.status.is.null))` */
export function parseLogic(joiner: "and" | "or", negate: boolean, text: string): Condition {
  const scanner = new Scanner("logic tree", text);
  const condition = parseGroup(scanner, joiner, negate);
  if (!scanner.done) throw scanner.failure("end of input");
  return condition;
}

function parseGroup(scanner: Scanner, joiner: "and" | "or", negate: boolean): Condition {
  scanner.expect("(");
  const conditions: Condition[] = [];
  do conditions.push(parseMember(scanner));
  while (scanner.eat(","));
  scanner.expect(")");
  return { kind: "group", joiner, negate, conditions };
}

function parseMember(scanner: Scanner): Condition {
  scanner.match(/ +/);
  const group = scanner.match(/(?:not\.)?(?:and|or)(?=\()/);
  if (group !== null) {
    const joiner = group.endsWith("and") ? "and" : "or";
    return parseGroup(scanner, joiner, group.startsWith("not."));
  }
  const field = parseField(scanner);
  scanner.expect(".");
  return parseOperation(scanner, field, logicValue);
}

function parseOperation(
  scanner: Scanner,
  field: Field,
  takeValue: (scanner: Scanner) => string,
): Condition {
  const negate = scanner.eat("not.");
  const name = scanner.match(/[a-z]+/) ?? "";
  if (name === "in") {
    scanner.expect(".");
    return { kind: "in", field, negate, values: parseList(scanner) };
  }
  if (name === "is") {
    scanner.expect(".");
    const value = takeValue(scanner).toLowerCase();
    if (!truths.has(value)) throw scanner.failure("null, not_null, true, false or unknown");
    return { kind: "is", field, negate, value };
  }
  const parser = searchParsers[name];
  if (parser !== undefined) {
    const config = scanner.eat("(") ? closing(scanner, scanner.name()) : null;
    scanner.expect(".");
    return { kind: "search", field, negate, parser, config, value: takeValue(scanner) };
  }
  const operator = sqlOperators[name];
  if (operator === undefined) throw unknownOperator(scanner, name);
  const quantifier = quantifiable.has(name) ? parseQuantifier(scanner) : null;
  scanner.expect(".");
  const raw = takeValue(scanner);
  const value = name === "like" || name === "ilike" ? raw.replaceAll("*", "%") : raw;
  return { kind: "compare", field, negate, operator, quantifier, value };
}

function parseQuantifier(scanner: Scanner): Quantifier | null {
  if (scanner.eat("(any)")) return "any";
  return scanner.eat("(all)") ? "all" : null;
}

function closing(scanner: Scanner, value: string): string {
  scanner.expect(")");
  return value;
}

/** Inside a logic tree a value ends at a comma or parenthesis unless quoted or in braces. */
function logicValue(scanner: Scanner): string {
  return scanner.quoted() ?? scanner.match(/\{[^{}]*\}/) ?? scanner.match(/[^,()]*/) ?? "";
}

function parseList(scanner: Scanner): string[] {
  scanner.expect("(");
  const values: string[] = [];
  if (scanner.eat(")")) return values;
  do values.push(scanner.quoted() ?? scanner.match(/[^,()"]*/) ?? "");
  while (scanner.eat(","));
  scanner.expect(")");
  return values;
}

function unknownOperator(scanner: Scanner, name: string): RestError {
  return new RestError(
    400,
    "PGRST100",
    `"failed to parse ${scanner.what} (${scanner.text})" (line 1, column ${scanner.at + 1 - name.length})`,
    `unexpected ${JSON.stringify(name)} expecting an operator (eq, gt, ...)`,
  );
}
