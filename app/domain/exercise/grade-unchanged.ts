import type { UnchangedCheck } from "./checks.ts";
import { ask, type Evidence, failed, type Grader, onDefault, passed } from "./grader.ts";
import { list } from "./words.ts";

/** Per table a description of its structure and a digest of its rows; null when there is no such table. */
type Seen = {
  tables: Record<string, { structure: string | null; data: string | null }>;
  relations: string[];
};

export const unchangedGrader: Grader<UnchangedCheck, Seen> = {
  looksAt: (_, situation) => onDefault(situation),
  reference: "untouched",
  async observe(check, { session }) {
    const tables: Seen["tables"] = {};
    for (const table of check.tables) {
      const structure = await text(ask(session, structureQuery(table)));
      const data =
        check.data && structure !== null ? await text(ask(session, dataQuery(table))) : null;
      tables[table] = { structure, data };
    }
    const relations = check.newRelations ? [] : await names(ask(session, RELATIONS));
    return { tables, relations };
  },
  judge(check, evidence) {
    for (const one of evidence) {
      const problem = firstChange(check, one);
      if (problem !== null) return failed(problem);
    }
    const what = [check.structure ? "structure" : "", check.data ? "data" : ""].filter(Boolean);
    return passed(`The ${what.join(" and ")} of ${list(check.tables)} stayed as they were.`);
  },
};

function firstChange(check: UnchangedCheck, { mine, reference }: Evidence<Seen>): string | null {
  for (const table of check.tables) {
    const now = mine.tables[table];
    const before = reference?.tables[table];
    if (!before?.structure)
      return `The check names a table ${table} the data does not have; please tell an instructor.`;
    if (!now?.structure) return `The table ${table} is gone. This task must leave it in place.`;
    if (check.structure && now.structure !== before.structure) {
      return `Your script changed the structure of ${table}: ${changedLines(before.structure, now.structure)}. Columns, types, constraints and triggers must stay as they are.`;
    }
    if (check.data && now.data !== before.data) {
      return `Your script changed the rows of ${table}. This task must leave them as they are.`;
    }
  }
  if (check.newRelations) return null;
  const added = mine.relations.filter((name) => !reference?.relations.includes(name));
  if (added.length === 0) return null;
  return `Your script leaves ${list(added)} behind. This task is to be solved without new tables or views.`;
}

/** The first line that is new or gone. */
function changedLines(before: string, now: string): string {
  const old = new Set(before.split("\n"));
  const fresh = now.split("\n").find((line) => !old.has(line));
  if (fresh !== undefined)
    return fresh.startsWith("kind") ? "it is not the same table any more" : `now “${fresh}”`;
  const kept = new Set(now.split("\n"));
  return `“${before.split("\n").find((line) => !kept.has(line)) ?? ""}” is gone`;
}

async function text(answer: ReturnType<typeof ask>): Promise<string | null> {
  const result = await answer;
  return typeof result === "string" ? `error: ${result}` : (result.rows[0]?.[0] ?? null);
}

async function names(answer: ReturnType<typeof ask>): Promise<string[]> {
  const result = await answer;
  return typeof result === "string" ? [`error: ${result}`] : result.rows.map((row) => row[0] ?? "");
}

/** One line per fact. The identity of the table counts: one made anew under the old name is not the same. */
function structureQuery(table: string): string {
  return `
select pg_catalog.string_agg(line, E'\\n' order by place, line) from (
  select 0, 'kind ' || c.relkind::pg_catalog.text || ' ' || c.oid
    from pg_catalog.pg_class c where c.oid = ${regclass(table)}
  union all
  select a.attnum, 'column ' || a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
      || case when a.attidentity <> '' then ' identity' else '' end
    from pg_catalog.pg_attribute a
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${regclass(table)} and a.attnum > 0 and not a.attisdropped
  union all
  select 10000, 'constraint ' || pg_catalog.pg_get_constraintdef(k.oid)
    from pg_catalog.pg_constraint k where k.conrelid = ${regclass(table)}
  union all
  select 20000, 'trigger ' || t.tgname
    from pg_catalog.pg_trigger t where t.tgrelid = ${regclass(table)} and not t.tgisinternal
  union all
  select 20000, 'rule ' || r.rulename
    from pg_catalog.pg_rewrite r where r.ev_class = ${regclass(table)}
) as facts(place, line)`;
}

/** Digest of all rows whatever their order. */
function dataQuery(table: string): string {
  return `
select pg_catalog.count(*) || ' ' || coalesce(pg_catalog.md5(pg_catalog.string_agg(digest, '' order by digest)), '')
from (select pg_catalog.md5(t::pg_catalog.text) as digest from only public.${identifier(table)} t) as rows`;
}

const RELATIONS = `
select n.nspname || '.' || c.relname from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1`;

function regclass(table: string): string {
  return `pg_catalog.to_regclass('public.${identifier(table).replaceAll("'", "''")}')`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
