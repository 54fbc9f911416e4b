import { z } from "zod";
import type { Cell, SqlSession } from "#app/domain/exercise/ports.ts";

/** A table as PostgreSQL holds it, for engines that cannot run the seed themselves. Values are text. */
export const tableExport = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string(), nullable: z.boolean() })),
  primaryKey: z.array(z.string()),
  uniques: z.array(z.array(z.string())),
  foreignKeys: z.array(
    z.strictObject({
      columns: z.array(z.string()),
      table: z.string(),
      references: z.array(z.string()),
    }),
  ),
  /** Identity columns go on counting after the largest seeded value. */
  identity: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),
});
export type TableExport = z.infer<typeof tableExport>;

export function parseTables(json: string): TableExport[] {
  return z.array(tableExport).parse(JSON.parse(json));
}

const TABLES = `
select c.relname,
  (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
     'nullable', not a.attnotnull) order by a.attnum)
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
  coalesce((select json_agg(a.attname order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attidentity <> ''), '[]'),
  coalesce((select json_agg(json_build_object('kind', k.contype, 'table', r.relname,
     'columns', (select json_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
     'references', (select json_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)) order by k.oid)
   from pg_constraint k left join pg_class r on r.oid = k.confrelid
   where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')), '[]')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'm', 'p') order by c.oid`;

const columnsSchema = tableExport.shape.columns;
const keysSchema = z.array(
  z.object({
    kind: z.enum(["p", "u", "f"]),
    table: z.string().nullable(),
    columns: z.array(z.string()),
    references: z.array(z.string()).nullable(),
  }),
);

/** Reads every table and materialized view of schema public, in order of creation. */
export async function exportTables(session: SqlSession): Promise<TableExport[]> {
  const tables: TableExport[] = [];
  for (const [name, columns, identity, constraints] of await rowsOf(session, TABLES)) {
    const keys = keysSchema.parse(JSON.parse(constraints ?? "[]"));
    const parsed = columnsSchema.parse(JSON.parse(columns ?? "[]"));
    const list = parsed.map((column) => quoted(column.name)).join(", ");
    const order = keys
      .find((key) => key.kind === "p")
      ?.columns.map(quoted)
      .join(", ");
    tables.push({
      name: name ?? "",
      columns: parsed,
      primaryKey: keys.find((key) => key.kind === "p")?.columns ?? [],
      uniques: keys.filter((key) => key.kind === "u").map((key) => key.columns),
      foreignKeys: keys
        .filter((key) => key.kind === "f")
        .map((key) => ({
          columns: key.columns,
          table: key.table ?? "",
          references: key.references ?? [],
        })),
      identity: z.array(z.string()).parse(JSON.parse(identity ?? "[]")),
      rows: (
        await rowsOf(
          session,
          `select ${list} from public.${quoted(name ?? "")}${order ? ` order by ${order}` : ""}`,
        )
      ).map((row) => [...row]),
    });
  }
  return tables;
}

async function rowsOf(session: SqlSession, sql: string): Promise<readonly (readonly Cell[])[]> {
  const outcome = await session.query(sql);
  if (outcome.kind === "completed" && !outcome.result.truncated) return outcome.result.rows;
  throw new Error(outcome.kind === "failed" ? outcome.error.message : `cannot export: ${sql}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
