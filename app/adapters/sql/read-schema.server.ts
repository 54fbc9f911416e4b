import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";
import type { ScriptParser, ScriptStatement } from "./script-parser.ts";

/**
 * Reads tables, views and indexes from the scripts that create them, without running anything:
 * the lab shows them before an engine has started. A dataset that does not exist has no tables.
 */
export function createSchemaReader(parts: {
  datasetDirs: readonly string[];
  parser(): Promise<ScriptParser>;
}): (dataset: string, setup: string | null) => Promise<SchemaTable[]> {
  const known = new Map<string, Promise<SchemaTable[]>>();
  async function read(dataset: string, setup: string | null): Promise<SchemaTable[]> {
    const file = parts.datasetDirs
      .map((dir) => path.join(dir, dataset, "schema.sql"))
      .find((candidate) => existsSync(candidate));
    if (file === undefined) return [];
    const parser = await parts.parser();
    const scripts = [await readFile(file, "utf8"), setup ?? ""];
    return tablesOf(scripts.flatMap((script) => parser.split(script) ?? []));
  }
  return (dataset, setup) => {
    const key = `${dataset}\n${setup ?? ""}`;
    const found = known.get(key) ?? read(dataset, setup);
    known.set(key, found);
    return found;
  };
}

const text = z.object({ String: z.object({ sval: z.string() }) });
const typeName = z.object({
  names: z.array(text),
  typmods: z
    .array(z.object({ A_Const: z.object({ ival: z.object({ ival: z.number().default(0) }) }) }))
    .catch([]),
  arrayBounds: z.array(z.unknown()).optional(),
});
const constraint = z.object({
  contype: z.string(),
  keys: z.array(text).default([]),
  fk_attrs: z.array(text).default([]),
  pktable: z.object({ relname: z.string() }).optional(),
  pk_attrs: z.array(text).default([]),
});
const tableElement = z.object({
  ColumnDef: z
    .object({
      colname: z.string(),
      typeName,
      constraints: z.array(z.object({ Constraint: constraint })).default([]),
    })
    .optional(),
  Constraint: constraint.optional(),
});
const createTable = z.object({
  relation: z.object({ relname: z.string() }),
  tableElts: z.array(tableElement).default([]),
});
const target = z.object({
  ResTarget: z.object({ name: z.string().optional(), val: z.record(z.string(), z.unknown()) }),
});
const select = z.object({ SelectStmt: z.object({ targetList: z.array(target).default([]) }) });
const createAs = z.object({
  query: select,
  into: z.object({ rel: z.object({ relname: z.string() }) }),
  objtype: z.string(),
});
const createView = z.object({ view: z.object({ relname: z.string() }), query: select });
const createIndex = z.object({
  idxname: z.string().default(""),
  relation: z.object({ relname: z.string() }),
  indexParams: z.array(
    z.object({ IndexElem: z.object({ name: z.string().optional(), ordering: z.string() }) }),
  ),
  unique: z.boolean().default(false),
});

function tablesOf(statements: readonly ScriptStatement[]): SchemaTable[] {
  const tables: SchemaTable[] = [];
  for (const { node, tree } of statements) {
    if (node === "CreateStmt") tables.push(asTable(createTable.parse(tree)));
    if (node === "CreateTableAsStmt") {
      const { into, query, objtype } = createAs.parse(tree);
      const kind = objtype === "OBJECT_MATVIEW" ? "materialized view" : "table";
      tables.push(derived(into.rel.relname, kind, query));
    }
    if (node === "ViewStmt") {
      const { view, query } = createView.parse(tree);
      tables.push(derived(view.relname, "view", query));
    }
    if (node === "IndexStmt") {
      const index = createIndex.parse(tree);
      const on = index.indexParams
        .map(({ IndexElem: part }) =>
          [part.name ?? "(expression)", part.ordering === "SORTBY_DESC" ? "desc" : ""].join(" "),
        )
        .map((part) => part.trim())
        .join(", ");
      tables
        .find((table) => table.name === index.relation.relname)
        ?.indexes.push({ name: index.idxname, on, unique: index.unique });
    }
  }
  return tables;
}

function asTable({ relation, tableElts }: z.infer<typeof createTable>): SchemaTable {
  const loose = tableElts.flatMap(({ Constraint: found }) => found ?? []);
  const columns = tableElts.flatMap(({ ColumnDef: column }) => {
    if (!column) return [];
    const own = column.constraints.map(({ Constraint: found }) => found);
    const primaryKey =
      own.some((one) => one.contype === "CONSTR_PRIMARY") ||
      loose.some(
        (one) => one.contype === "CONSTR_PRIMARY" && names(one.keys).includes(column.colname),
      );
    const foreign =
      own.find((one) => one.contype === "CONSTR_FOREIGN") ??
      loose.find(
        (one) => one.contype === "CONSTR_FOREIGN" && names(one.fk_attrs)[0] === column.colname,
      );
    return {
      name: column.colname,
      type: typeText(column.typeName),
      nullable: !primaryKey && !own.some((one) => one.contype === "CONSTR_NOTNULL"),
      primaryKey,
      references: foreign?.pktable
        ? [foreign.pktable.relname, names(foreign.pk_attrs)[0]].filter(Boolean).join(".")
        : null,
    };
  });
  return { name: relation.relname, kind: "table", columns, indexes: [], rows: null };
}

function names(list: readonly z.infer<typeof text>[]): string[] {
  return list.map((one) => one.String.sval);
}

function derived(
  name: string,
  kind: SchemaTable["kind"],
  { SelectStmt }: z.infer<typeof select>,
): SchemaTable {
  const columns = SelectStmt.targetList.map(({ ResTarget: column }) => ({
    name: column.name ?? ownName(column.val),
    type: null,
    nullable: true,
    primaryKey: false,
    references: null,
  }));
  return { name, kind, columns, indexes: [], rows: null };
}

const columnRef = z.object({ ColumnRef: z.object({ fields: z.array(z.unknown()) }) });
const call = z.object({ FuncCall: z.object({ funcname: z.array(text) }) });

/** PostgreSQL's name for an output column that the query does not name. */
function ownName(value: Record<string, unknown>): string {
  const field = columnRef.safeParse(value).data?.ColumnRef.fields.at(-1);
  const column = text.safeParse(field).data?.String.sval;
  return column ?? call.safeParse(value).data?.FuncCall.funcname.at(-1)?.String.sval ?? "?column?";
}

const spelled: Record<string, string> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "character",
  varchar: "character varying",
};

function typeText({ names, typmods, arrayBounds }: z.infer<typeof typeName>): string {
  const name = names.at(-1)?.String.sval ?? "";
  const size = typmods.map((one) => one.A_Const.ival.ival).join(",");
  return `${spelled[name] ?? name}${size === "" ? "" : `(${size})`}${arrayBounds ? "[]" : ""}`;
}
