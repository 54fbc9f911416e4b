import { z } from "zod";
import type { SqlSession } from "#app/domain/exercise/ports.ts";
import type { TableExport } from "#app/adapters/sql/table-export.ts";
import type { LabTable } from "./lab-protocol.ts";

const KINDS = { r: "table", p: "table", v: "view", m: "materialized view" } as const;

const described = z.object({
  name: z.string(),
  kind: z.enum(["r", "p", "v", "m"]),
  rows: z.number(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), nullable: z.boolean() })),
  indexes: z.array(z.string()),
  constraints: z.array(z.string()),
});

const TABLES = `
select json_build_object(
  'name', c.relname,
  'kind', c.relkind,
  'rows', greatest(c.reltuples, 0),
  'columns', coalesce((select json_agg(json_build_object('name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull) order by a.attnum)
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]'),
  'indexes', coalesce((select json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid)
    from pg_index i where i.indrelid = c.oid), '[]'),
  'constraints', coalesce((select json_agg(k.conname || ' ' || pg_get_constraintdef(k.oid) order by k.oid)
    from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'), '[]'))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') order by c.relname`;

/** The same for pg-mem, whose tables are those it was given. */
export function describeExports(tables: readonly TableExport[]): LabTable[] {
  return tables.map(({ name, rows, columns, primaryKey, uniques, foreignKeys }) => ({
    name,
    kind: "table",
    rows: rows.length,
    columns,
    indexes: [],
    constraints: [
      ...(primaryKey.length > 0 ? [`PRIMARY KEY (${primaryKey.join(", ")})`] : []),
      ...uniques.map((key) => `UNIQUE (${key.join(", ")})`),
      ...foreignKeys.map(
        (key) =>
          `FOREIGN KEY (${key.columns.join(", ")}) REFERENCES ${key.table}(${key.references.join(", ")})`,
      ),
    ],
  }));
}

/** The tables of the session as they are now, also those the learner made. Empty where the engine cannot say. */
export async function describeTables(session: SqlSession): Promise<LabTable[]> {
  const outcome = await session.query(TABLES);
  if (outcome.kind !== "completed") return [];
  return outcome.result.rows.map(([json]) => {
    const { kind, ...table } = described.parse(JSON.parse(json ?? "{}"));
    return { ...table, kind: KINDS[kind] };
  });
}
