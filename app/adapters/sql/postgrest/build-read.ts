import { columnOf, fieldSql, orderSql, type Source, whereSql } from "./build-filter.ts";
import type { Catalog, Relation } from "./catalog.ts";
import { notEmbedded, RestError } from "./errors.ts";
import {
  type ColumnItem,
  type EmbedItem,
  emptyScope,
  type Query,
  type SelectItem,
} from "./request-ast.ts";
import { type Relationship, resolveEmbed } from "./resolve-embed.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** Where the keys of embedded rows are in a result, so that they can be counted. */
export type EmbedShape = { key: string; toOne: boolean; embeds: readonly EmbedShape[] };

export type Read = {
  sql: string;
  /** The select list alone, for `returning`. */
  list: string;
  /** Counts the rows without limit and offset. */
  countSql: string;
  /** Columns read: bare for the table itself, `table.column` for embedded ones. */
  columns: readonly string[];
  star: boolean;
  embeds: readonly EmbedShape[];
};

type Context = { writer: SqlWriter; catalog: Catalog; query: Query; used: Set<string> };

/** What to read from: a table, the rows a write returned, or a function call. */
export type ReadFrom = { relation: Relation; from: string; alias: string };

type Level = ReadFrom & {
  items: readonly SelectItem[];
  path: string;
  condition: string | null;
  /** In front of the column names reported for this level. */
  prefix: string;
};

/** The statement a client's select stands for. Throws RestError for anything unknown. */
export function buildRead(
  writer: SqlWriter,
  catalog: Catalog,
  query: Query,
  source: ReadFrom,
): Read {
  const context: Context = { writer, catalog, query, used: new Set() };
  const read = buildLevel(context, {
    ...source,
    items: query.items,
    path: "",
    condition: null,
    prefix: "",
  });
  for (const path of query.scopes.keys()) {
    if (!context.used.has(path)) throw notEmbedded(path.split(".").at(-1) ?? path);
  }
  return read;
}

function buildLevel(context: Context, level: Level): Read {
  const { writer, query } = context;
  const { relation, items } = level;
  context.used.add(level.path);
  const scope = query.scopes.get(level.path) ?? emptyScope();
  const nested = items.some((item) => item.kind === "embed") || level.condition !== null;
  const source: Source = {
    table: relation.name,
    columns: relation.columns,
    qualifier: nested ? level.alias : null,
  };
  const list: string[] = [];
  const joins: string[] = [];
  const columns: string[] = [];
  const embeds: EmbedShape[] = [];
  for (const item of items) {
    if (item.kind === "embed") {
      const embed = buildEmbed(context, level, item);
      joins.push(embed.join);
      columns.push(...embed.columns);
      if (embed.shape === null) continue;
      embeds.push(embed.shape);
      list.push(`${embed.value} as ${writer.name(embed.shape.key)}`);
    } else {
      list.push(...itemSql(writer, source, item, items.length));
      columns.push(...columnsOf(relation, item).map((name) => level.prefix + name));
    }
  }
  const filters = [level.condition, whereSql(writer, source, scope.where)].filter(
    (part) => part !== null,
  );
  const where = filters.length === 0 ? "" : ` where ${filters.join(" and ")}`;
  const order = orderSql(writer, source, scope.order);
  const tail = [
    order === null ? "" : ` order by ${order}`,
    scope.limit === null ? "" : ` limit ${scope.limit}`,
    scope.offset === null || scope.offset === 0 ? "" : ` offset ${scope.offset}`,
  ].join("");
  const from = ` from ${[level.from, ...joins].join(" ")}${where}`;
  return {
    sql: `select ${list.join(", ")}${from}${tail}`,
    list: list.join(", "),
    countSql: `select count(*)${from}`,
    columns,
    star: items.some((item) => isStar(item)),
    embeds,
  };
}

function isStar(item: SelectItem): boolean {
  if (item.kind === "embed") return item.items.some((inner) => isStar(inner));
  return item.kind === "star";
}

function columnsOf(relation: Relation, item: SelectItem & { kind: "star" | "column" }): string[] {
  if (item.kind === "star") return relation.columns.map((column) => column.name);
  return [item.field.name];
}

function itemSql(
  writer: SqlWriter,
  source: Source,
  item: SelectItem & { kind: "star" | "column" },
  itemCount: number,
): string[] {
  if (item.kind === "star") return [source.qualifier === null ? "*" : `${source.qualifier}.*`];
  if (isRowCount(source, item)) {
    if (itemCount === 1) return ["count(*) as count"];
    throw new RestError(400, "42803", "count cannot be selected beside other columns");
  }
  const field = fieldSql(writer, source, item.field);
  const value = item.cast === null ? field : `${field}::${item.cast}`;
  const lastKey = item.field.path.at(-1)?.key;
  const key = item.alias ?? lastKey ?? item.field.name;
  const plain = item.cast === null && lastKey === undefined && key === item.field.name;
  return [plain ? value : `${value} as ${writer.name(key)}`];
}

/** `select("count")` counts rows in PostgREST, when the table has no column of that name. */
function isRowCount(source: Source, item: ColumnItem): boolean {
  return item.field.name === "count" && !source.columns.some((column) => column.name === "count");
}

/** One embedded table: a lateral join that yields its rows as one JSON value. */
function buildEmbed(context: Context, outer: Level, item: EmbedItem) {
  const { writer, catalog } = context;
  const relationship = resolveEmbed(catalog, outer.relation, item);
  const key = item.alias ?? item.target;
  const alias = writer.alias(relationship.table.name);
  const read = buildLevel(context, {
    relation: relationship.table,
    from: `${writer.name(relationship.table.name)} ${alias}`,
    alias,
    items: item.items,
    path: outer.path === "" ? key : `${outer.path}.${key}`,
    condition: joinCondition(writer, outer, relationship, alias),
    prefix: `${relationship.table.name}.`,
  });
  const lateral = writer.alias("embedded");
  const aggregate = relationship.toOne ? "row_to_json(r)" : "json_agg(row_to_json(r))";
  const one = relationship.toOne ? " limit 1" : "";
  const subquery = `(select ${aggregate} as rows from (${read.sql}) r${one})`;
  return {
    join: item.inner
      ? `join lateral ${subquery} ${lateral} on ${lateral}.rows is not null`
      : `left join lateral ${subquery} ${lateral} on true`,
    value: relationship.toOne ? `${lateral}.rows` : `coalesce(${lateral}.rows, '[]')`,
    columns: read.columns,
    shape: item.items.length === 0 ? null : { key, toOne: relationship.toOne, embeds: read.embeds },
  };
}

function joinCondition(
  writer: SqlWriter,
  outer: Level,
  { pairs, table }: Relationship,
  alias: string,
): string {
  const own: Source = {
    table: outer.relation.name,
    columns: outer.relation.columns,
    qualifier: outer.alias,
  };
  return pairs
    .map(([ownColumn, embedded]) => {
      columnOf({ table: table.name, columns: table.columns, qualifier: alias }, embedded);
      const left = `${alias}.${writer.name(embedded)}`;
      return `${left} = ${fieldSql(writer, own, { name: ownColumn, path: [] })}`;
    })
    .join(" and ");
}
