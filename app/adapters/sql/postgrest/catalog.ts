import type { SqlSession } from "#app/domain/exercise/ports.ts";
import { EngineCrashed } from "./http.ts";

export type Column = { name: string; type: string };
export type Relation = { name: string; columns: readonly Column[]; primaryKey: readonly string[] };

export type ForeignKey = {
  name: string;
  from: string;
  fromColumns: readonly string[];
  to: string;
  toColumns: readonly string[];
  /** True when at most one row of `from` points at a row of `to`. */
  unique: boolean;
};

export type Routine = {
  name: string;
  args: ReadonlyArray<{ name: string; type: string; optional: boolean }>;
  returns: "void" | "scalar" | "rows";
  set: boolean;
  /** Name of the table whose row type is returned, if any. */
  relation: string | null;
  /** Columns of a returned row. */
  columns: readonly Column[];
  volatile: boolean;
};

/** What PostgREST calls its schema cache: the public schema of one session. */
export type Catalog = {
  relations: ReadonlyMap<string, Relation>;
  foreignKeys: readonly ForeignKey[];
  routines: readonly Routine[];
  /** Words that must be quoted to be names. */
  reserved: ReadonlySet<string>;
};

const catalogs = new WeakMap<SqlSession, Promise<Catalog>>();

/** Read once per session: the client cannot change the schema. */
export function catalogOf(session: SqlSession): Promise<Catalog> {
  const known = catalogs.get(session) ?? loadCatalog(session);
  catalogs.set(session, known);
  return known;
}

type CatalogJson = {
  relations: Relation[] | null;
  foreignKeys: ForeignKey[] | null;
  routines: Routine[] | null;
  reserved: string[];
};

async function loadCatalog(session: SqlSession): Promise<Catalog> {
  const outcome = await session.query(catalogQuery);
  if (outcome.kind !== "completed") {
    throw new EngineCrashed(`The schema could not be read: ${JSON.stringify(outcome)}`);
  }
  const json = JSON.parse(outcome.result.rows[0]?.[0] ?? "null") as CatalogJson;
  return {
    relations: new Map((json.relations ?? []).map((relation) => [relation.name, relation])),
    foreignKeys: json.foreignKeys ?? [],
    routines: json.routines ?? [],
    reserved: new Set(json.reserved),
  };
}

const columnsOf = (relid: string) => `
  coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
    from pg_catalog.pg_attribute a where a.attrelid = ${relid} and a.attnum > 0 and not a.attisdropped), '[]')`;

const namesOf = (relid: string, numbers: string) => `
  (select json_agg(a.attname order by k.position)
    from unnest(${numbers}) with ordinality as k(attnum, position)
    join pg_catalog.pg_attribute a on a.attrelid = ${relid} and a.attnum = k.attnum)`;

const catalogQuery = `
select json_build_object(
  'relations', (select json_agg(json_build_object(
      'name', c.relname,
      'columns', ${columnsOf("c.oid")},
      'primaryKey', coalesce((select ${namesOf("c.oid", "p.conkey")}
        from pg_catalog.pg_constraint p where p.conrelid = c.oid and p.contype = 'p'), '[]')))
    from pg_catalog.pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')),
  'foreignKeys', (select json_agg(json_build_object(
      'name', f.conname,
      'from', f.conrelid::regclass::text,
      'fromColumns', ${namesOf("f.conrelid", "f.conkey")},
      'to', f.confrelid::regclass::text,
      'toColumns', ${namesOf("f.confrelid", "f.confkey")},
      'unique', exists (select from pg_catalog.pg_constraint u
        where u.conrelid = f.conrelid and u.contype in ('p', 'u') and u.conkey <@ f.conkey)))
    from pg_catalog.pg_constraint f
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace),
  'routines', (select json_agg(json_build_object(
      'name', p.proname,
      'args', coalesce((select json_agg(json_build_object('name', g.name, 'type', format_type(g.type, null),
          'optional', g.input > p.pronargs - p.pronargdefaults) order by g.input)
        from (select coalesce(p.proargnames[o.position], '') as name, o.type,
            row_number() over (order by o.position) as input
          from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as o(type, position)
          where coalesce(p.proargmodes[o.position], 'i') in ('i', 'b', 'v')) g), '[]'),
      'returns', case when p.prorettype = 'void'::regtype then 'void'
        when t.typtype = 'c' or p.prorettype = 'record'::regtype then 'rows' else 'scalar' end,
      'set', p.proretset,
      'relation', (select c.relname from pg_catalog.pg_class c where c.oid = t.typrelid and c.relkind in ('r', 'p', 'v', 'm')),
      'columns', case when t.typrelid <> 0 then ${columnsOf("t.typrelid")}
        else coalesce((select json_agg(json_build_object('name', p.proargnames[o.position], 'type', format_type(o.type, null)) order by o.position)
          from unnest(p.proallargtypes) with ordinality as o(type, position)
          where p.proargmodes[o.position] in ('o', 'b', 't')), '[]') end,
      'volatile', p.provolatile = 'v'))
    from pg_catalog.pg_proc p join pg_catalog.pg_type t on t.oid = p.prorettype
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype),
  'reserved', (select json_agg(word) from pg_catalog.pg_get_keywords() where catcode in ('R', 'T'))
)::text`;

/** The known name closest to a mistyped one, or null when none is near. */
export function similarName(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = 4;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + same,
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
