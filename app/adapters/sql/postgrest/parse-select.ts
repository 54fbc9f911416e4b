import { RestError, unsupported } from "./errors.ts";
import type { Field, JsonStep, SelectItem } from "./request-ast.ts";
import { Scanner } from "./scanner.ts";

/** `select=id,when:created_at::date,author:users!inner(name)`; empty means every column. */
export function parseSelect(text: string): readonly SelectItem[] {
  if (text.trim() === "") return [{ kind: "star" }];
  const scanner = new Scanner("select parameter", text);
  const items = parseItems(scanner);
  if (!scanner.done) throw scanner.failure('"," or end of input');
  return items;
}

function parseItems(scanner: Scanner): SelectItem[] {
  const items = [parseItem(scanner)];
  while (scanner.eat(",")) items.push(parseItem(scanner));
  return items;
}

function parseItem(scanner: Scanner): SelectItem {
  if (scanner.eat("*")) return { kind: "star" };
  if (scanner.sees("...")) {
    throw unsupported("Spreading an embedded table", "Embed it without the three dots.");
  }
  const first = scanner.name();
  const hasAlias = scanner.sees(":") && !scanner.sees("::");
  if (hasAlias) scanner.expect(":");
  const name = hasAlias ? scanner.name() : first;
  const alias = hasAlias ? first : null;
  if (scanner.sees("!") || scanner.sees("(")) return parseEmbed(scanner, name, alias);
  if (scanner.sees(".") || name.endsWith("()")) {
    throw new RestError(400, "PGRST123", "Use of aggregate functions is not allowed");
  }
  const field: Field = { name, path: parsePath(scanner) };
  const cast = scanner.eat("::") ? parseCast(scanner) : null;
  return { kind: "column", field, alias, cast };
}

function parseEmbed(scanner: Scanner, target: string, alias: string | null): SelectItem {
  let hint: string | null = null;
  let inner = false;
  while (scanner.eat("!")) {
    const word = scanner.name();
    if (word === "inner") inner = true;
    else if (word !== "left") hint = word;
  }
  scanner.expect("(");
  if (target === "count" && scanner.sees(")")) {
    throw new RestError(400, "PGRST123", "Use of aggregate functions is not allowed");
  }
  const items = scanner.sees(")") ? [] : parseItems(scanner);
  scanner.expect(")");
  return { kind: "embed", target, alias, hint, inner, items };
}

export function parseField(scanner: Scanner): Field {
  return { name: scanner.name(), path: parsePath(scanner) };
}

function parsePath(scanner: Scanner): JsonStep[] {
  const steps: JsonStep[] = [];
  for (;;) {
    const arrow = scanner.eat("->>") ? "->>" : scanner.eat("->") ? "->" : null;
    if (arrow === null) return steps;
    steps.push({ arrow, key: scanner.name() });
  }
}

const castable = new Set(
  `text varchar int int2 int4 int8 smallint integer bigint numeric float4 float8 real boolean bool date
   time timestamp timestamptz interval json jsonb uuid`.split(/\s+/),
);

function parseCast(scanner: Scanner): string {
  const type = scanner.match(/[a-z0-9_ ]+/)?.trim() ?? "";
  if (type === "") throw scanner.failure("type name");
  if (castable.has(type) || type === "double precision") return type;
  throw new RestError(400, "42704", `type "${type}" does not exist`);
}
