import { ask } from "./grader.ts";
import type { SqlSession } from "./ports.ts";
import { list } from "./words.ts";

/**
 * A learner is superuser of their own engine. What a script leaves there must not be able to
 * answer the checks' questions in PostgreSQL's place.
 */
const ERROR = "error: ";

export type Fingerprint = {
  /** Tables, views and sequences by schema and name. */
  relations: string[];
  /** Functions and operators outside pg_catalog that bear the name of a built-in one. */
  shadows: string[];
  /** Changes when anything in pg_catalog's functions, operators or casts was touched. */
  catalog: string;
};

/**
 * Ends what the script left open, looks for what could mislead the checks, then forgets settings,
 * temporary tables, prepared statements and cursors. Checks read the session only after this.
 */
export async function cleanSession(session: SqlSession): Promise<Fingerprint> {
  await ask(session, "ROLLBACK");
  const found = await fingerprint(session);
  await ask(session, "DISCARD ALL");
  return found;
}

async function fingerprint(session: SqlSession): Promise<Fingerprint> {
  return {
    relations: await column(session, RELATIONS),
    shadows: await column(session, SHADOWS),
    catalog: (await column(session, CATALOG)).join(""),
  };
}

/** `errored`: nothing can be read at all; `failed`: what is read could mislead the checks. */
export type Tampering = { status: "failed" | "errored"; problem: string };

/** What stands in the way of reading this session's state, in words for its author; null when nothing does. */
export function tampering(mine: Fingerprint, untouched: Fingerprint): Tampering | null {
  const broken = [...mine.relations, ...mine.shadows, mine.catalog].find(isError);
  if (broken !== undefined) {
    return {
      status: "errored",
      problem: `After your script PostgreSQL cannot read its own catalogues any more (${broken.slice(ERROR.length)}). Leave pg_class and the other system tables as they are.`,
    };
  }
  const original = new Set(untouched.relations);
  const names = new Set(untouched.relations.map(bare));
  const doubles = mine.relations.filter((name) => !original.has(name) && names.has(bare(name)));
  if (doubles.length > 0) {
    return misled(
      `Your script makes ${list(doubles)}, which hides a table of the exercise. Work on the tables that are there.`,
    );
  }
  const shadows = mine.shadows.filter((name) => !untouched.shadows.includes(name));
  if (shadows.length > 0) {
    return misled(
      `Your script defines ${list(shadows)}, which takes the place of PostgreSQL's own. Give it another name.`,
    );
  }
  if (mine.catalog !== untouched.catalog) {
    return misled(
      "Your script changes PostgreSQL's own functions or operators. Leave the schema pg_catalog as it is.",
    );
  }
  return null;
}

function misled(problem: string): Tampering {
  return { status: "failed", problem };
}

/** What steers the planner and survives RESET ALL: settings of a tablespace, figures ANALYZE must not touch. */
export async function plannerSettings(session: SqlSession): Promise<string> {
  return (await column(session, SETTINGS)).join("\n");
}

/** Changes when the statistics the planner works with do; they can be forged as well as refreshed. */
export async function statisticsDigest(session: SqlSession): Promise<string> {
  return (await column(session, STATISTICS)).join("");
}

/** Blocks of the exercise's tables and indexes that the open transaction has asked for so far. */
export async function blocksFetched(session: SqlSession): Promise<number> {
  const [blocks] = await column(session, BLOCKS);
  return Number(blocks);
}

async function column(session: SqlSession, sql: string): Promise<string[]> {
  const answer = await ask(session, sql);
  if (typeof answer === "string") return [ERROR + answer];
  return answer.rows.map((row) => row[0] ?? "");
}

function isError(text: string): boolean {
  return text.startsWith(ERROR);
}

function bare(relation: string): string {
  return relation.slice(relation.indexOf(".") + 1);
}

// Every name and operator is qualified, so that nothing the script made can answer instead.
const EQ = "operator(pg_catalog.=)";

const RELATIONS = `
select n.nspname operator(pg_catalog.||) '.' operator(pg_catalog.||) c.relname
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
where c.relkind operator(pg_catalog.<>) 'i' and c.relkind operator(pg_catalog.<>) 't'
  and n.nspname operator(pg_catalog.<>) 'information_schema'
  and n.nspname operator(pg_catalog.<>) 'pg_toast'
order by 1`;

const SHADOWS = `
select distinct n.nspname operator(pg_catalog.||) '.' operator(pg_catalog.||) p.proname
from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid ${EQ} p.pronamespace
where n.nspname operator(pg_catalog.<>) 'pg_catalog' and n.nspname operator(pg_catalog.<>) 'information_schema'
  and exists (select from pg_catalog.pg_proc b
    where b.proname ${EQ} p.proname and b.pronamespace ${EQ} 'pg_catalog'::pg_catalog.regnamespace)
union all
select 'operator ' operator(pg_catalog.||) o.oprname
from pg_catalog.pg_operator o
where o.oprnamespace operator(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace
order by 1`;

const OWN = `'pg_catalog'::pg_catalog.regnamespace`;

const CATALOG = [
  ["pg_proc", `pronamespace ${EQ} ${OWN}`],
  ["pg_operator", `oprnamespace ${EQ} ${OWN}`],
  ["pg_type", `typnamespace ${EQ} ${OWN}`],
  ["pg_cast", "true"],
]
  .map(
    ([table, own]) => `
select '${table} ' operator(pg_catalog.||) pg_catalog.count(*)::pg_catalog.text operator(pg_catalog.||) ' '
  operator(pg_catalog.||) coalesce(pg_catalog.max(xmin::pg_catalog.text::pg_catalog.int8), 0)::pg_catalog.text
from pg_catalog.${table} where ${own}`,
  )
  .join(" union all ");

const SETTINGS = `
select name operator(pg_catalog.||) ' ' operator(pg_catalog.||) setting
from pg_catalog.pg_settings where category operator(pg_catalog.~~) 'Query Tuning%'
union all
select spcname::pg_catalog.text operator(pg_catalog.||) spcoptions::pg_catalog.text
from pg_catalog.pg_tablespace where spcoptions is not null
union all
select pg_catalog.concat_ws(' ', attrelid, attname, attoptions, attstattarget)
from pg_catalog.pg_attribute
where attrelid operator(pg_catalog.>=) 16384
  and (attoptions is not null or attstattarget ${EQ} 0)
order by 1`;

const BLOCKS = `
select pg_catalog.sum(pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid))
from pg_catalog.pg_class c where c.oid operator(pg_catalog.>=) 16384`;

const STATISTICS = `
select pg_catalog.md5(pg_catalog.string_agg(fact, ' ' order by fact)) from (
  select pg_catalog.concat_ws(' ', c.oid, c.reltuples, c.relpages, c.relallvisible)
    from pg_catalog.pg_class c where c.oid operator(pg_catalog.>=) 16384 and c.relkind operator(pg_catalog.=) 'r'
  union all
  select pg_catalog.md5(s::pg_catalog.text)
    from pg_catalog.pg_statistic s where s.starelid operator(pg_catalog.>=) 16384
) as facts(fact)`;
