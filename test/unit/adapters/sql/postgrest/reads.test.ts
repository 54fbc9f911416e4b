import type { PostgrestClient } from "@supabase/postgrest-js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPostgrestHandler } from "#app/adapters/sql/postgrest/handler.ts";
import { openRestDatabase, type RestDatabase } from "#test/support/rest-database.ts";

let db: RestDatabase;

beforeAll(async () => {
  db = await openRestDatabase();
}, 60_000);
beforeEach(() => {
  db.statements.length = 0;
});
afterAll(() => db.close());

type Request = (db: PostgrestClient) => PromiseLike<{ data: unknown; error: unknown }>;

const names = (...list: string[]) => list.map((name) => ({ name }));
const ids = (...list: number[]) => list.map((id) => ({ id }));

const reads: ReadonlyArray<[name: string, request: Request, data: unknown]> = [
  [
    "every column",
    (d) => d.from("teams").select().order("id"),
    [
      { id: 1, name: "red", budget: 100.5 },
      { id: 2, name: "blue", budget: null },
      { id: 3, name: "empty", budget: 0 },
    ],
  ],
  [
    "named columns",
    (d) => d.from("teams").select("name, id").eq("id", 1),
    [{ name: "red", id: 1 }],
  ],
  ["an alias", (d) => d.from("teams").select("label:name").eq("id", 1), [{ label: "red" }]],
  [
    "a cast",
    (d) => d.from("teams").select("id::text, cents:budget::int").eq("id", 1),
    [{ id: "1", cents: 101 }],
  ],
  [
    "a reserved word as a column",
    (d) => d.from("members").select("order").or("order.eq.3"),
    [{ order: 3 }],
  ],
  [
    "a timestamp to the microsecond",
    (d) => d.from("members").select("joined").eq("id", 2),
    [{ joined: "2026-01-02T10:00:00.123456+00:00" }],
  ],
  [
    "json and array columns",
    (d) => d.from("members").select("tags, settings").eq("id", 1),
    [{ tags: ["a", "b"], settings: { theme: { dark: true }, n: 5 } }],
  ],
  [
    "a json path",
    (d) => d.from("members").select("settings->theme->>dark, n:settings->n").eq("id", 1),
    [{ dark: "true", n: 5 }],
  ],
  [
    "a filter on a json path",
    (d) => d.from("members").select("id").eq("settings->>n", "7"),
    ids(2),
  ],
  ["eq", (d) => d.from("members").select("id").eq("name", "Ada"), ids(1)],
  [
    "eq with commas and quotes",
    (d) => d.from("members").select("id").eq("name", 'Bo, the "2nd"'),
    ids(2),
  ],
  [
    "in with parentheses",
    (d) => d.from("members").select("id").in("name", ["Ada", "Cy (away)"]).order("id"),
    ids(1, 3),
  ],
  ["eq with pattern characters", (d) => d.from("members").select("id").eq("name", "D%_\\"), ids(4)],
  ["neq", (d) => d.from("members").select("id").neq("id", 1).order("id"), ids(2, 3, 4)],
  [
    "gt and lte",
    (d) => d.from("members").select("id").gt("id", 1).lte("id", 3).order("id"),
    ids(2, 3),
  ],
  [
    "gte and lt on timestamps",
    (d) =>
      d
        .from("members")
        .select("id")
        .gte("joined", "2026-01-01T10:00:00+00:00")
        .lt("joined", "2026-01-02T10:00:00.123456+00:00"),
    ids(1),
  ],
  ["like", (d) => d.from("members").select("id").like("name", "%d%"), ids(1, 2)],
  ["ilike", (d) => d.from("members").select("id").ilike("name", "d%"), ids(4)],
  [
    "likeAnyOf",
    (d) => d.from("members").select("id").likeAnyOf("name", ["A%", "C%"]).order("id"),
    ids(1, 3),
  ],
  ["ilikeAllOf", (d) => d.from("members").select("id").ilikeAllOf("name", ["%D%", "a%"]), ids(1)],
  ["is null", (d) => d.from("members").select("id").is("team_id", null), ids(4)],
  ["is true", (d) => d.from("members").select("id").is("active", true).order("id"), ids(1, 4)],
  [
    "not is null",
    (d) => d.from("members").select("id").not("joined", "is", null).order("id"),
    ids(1, 2, 4),
  ],
  ["in", (d) => d.from("members").select("id").in("id", [3, 1]).order("id"), ids(1, 3)],
  ["in with nothing", (d) => d.from("members").select("id").in("id", []), []],
  ["not in", (d) => d.from("members").select("id").not("id", "in", "(1,2)").order("id"), ids(3, 4)],
  ["in with the text null", (d) => d.from("members").select("id").in("name", ["NULL", "null"]), []],
  [
    "contains on an array",
    (d) => d.from("members").select("id").contains("tags", ["a", "b"]),
    ids(1),
  ],
  [
    "contains on json",
    (d) => d.from("members").select("id").contains("settings", { n: 7 }),
    ids(2),
  ],
  [
    "containedBy",
    (d) => d.from("members").select("id").containedBy("tags", ["b", "c"]).order("id"),
    ids(2, 4),
  ],
  [
    "overlaps",
    (d) => d.from("members").select("id").overlaps("tags", ["a", "c"]).order("id"),
    ids(1, 4),
  ],
  ["match", (d) => d.from("members").select("id").match({ team_id: 1, active: false }), ids(2)],
  [
    "text search on a tsvector",
    (d) => d.from("members").select("id").textSearch("bio", "query & fast", { config: "english" }),
    ids(1),
  ],
  [
    "web search on text",
    (d) =>
      d
        .from("reviews")
        .select("id")
        .textSearch("body", "good or bad", { type: "websearch", config: "english" })
        .order("id"),
    ids(1, 3),
  ],
  [
    "or",
    (d) => d.from("members").select("id").or('id.eq.1,name.eq."Cy (away)"').order("id"),
    ids(1, 3),
  ],
  [
    "and inside or",
    (d) =>
      d.from("members").select("id").or("and(team_id.eq.1,active.is.false),id.in.(4)").order("id"),
    ids(2, 4),
  ],
  [
    "not inside or",
    (d) => d.from("members").select("id").or("id.eq.3,and(id.gt.1,active.not.is.null)").order("id"),
    ids(2, 3, 4),
  ],
  [
    "a keyset condition with ties",
    (d) =>
      d
        .from("members")
        .select("id")
        .or(
          "joined.lt.2026-01-02T10:00:00.123456+00:00,and(joined.eq.2026-01-02T10:00:00.123456+00:00,id.lt.4)",
        )
        .order("joined", { ascending: false })
        .order("id", { ascending: false }),
    ids(2, 1),
  ],
  [
    "order with nulls first",
    (d) => d.from("teams").select("id").order("budget", { ascending: true, nullsFirst: true }),
    ids(2, 3, 1),
  ],
  [
    "order descending, nulls last",
    (d) => d.from("teams").select("id").order("budget", { ascending: false, nullsFirst: false }),
    ids(1, 3, 2),
  ],
  [
    "order by two columns",
    (d) =>
      d
        .from("members")
        .select("id")
        .order("joined", { ascending: false, nullsFirst: false })
        .order("id"),
    ids(2, 4, 1, 3),
  ],
  ["limit", (d) => d.from("members").select("id").order("id").limit(2), ids(1, 2)],
  ["range", (d) => d.from("members").select("id").order("id").range(1, 2), ids(2, 3)],
  ["single", (d) => d.from("teams").select("name").eq("id", 2).single(), { name: "blue" }],
  [
    "maybeSingle without a row",
    (d) => d.from("teams").select("name").eq("id", 9).maybeSingle(),
    null,
  ],
  [
    "maybeSingle with a row",
    (d) => d.from("teams").select("name").eq("id", 1).maybeSingle(),
    { name: "red" },
  ],
  ["count of rows by name", (d) => d.from("members").select("count").single(), { count: 4 }],
  ["a view", (d) => d.from("active_members").select("name").order("id"), names("Ada", "D%_\\")],
  [
    "a materialized view",
    (d) => d.from("team_sizes").select("size").eq("team_id", 1),
    [{ size: 2 }],
  ],
];

test.each(reads)("%s", async (_name, request, data) => {
  const answer = await request(db.client);
  expect(answer.error).toBeNull();
  expect(answer.data).toEqual(data);
  expect(db.statements).toHaveLength(1);
});

test("count with rows, with a page and without rows", async () => {
  const all = await db.client
    .from("members")
    .select("id", { count: "exact" })
    .order("id")
    .range(0, 1);
  expect(all).toMatchObject({ count: 4, data: ids(1, 2), status: 206 });
  const head = await db.client
    .from("members")
    .select("*", { count: "exact", head: true })
    .eq("team_id", 1);
  expect(head).toMatchObject({ count: 2, data: null, error: null });
  const inner = await db.client.from("teams").select("id, members!inner(id)", { count: "exact" });
  expect(inner.count).toBe(2);
});

test("one request returns no more than 1,000 rows, silently, as Supabase does", async () => {
  await db.query("create table wide as select i as id from generate_series(1, 1500) i");
  const other = await openWide();
  expect(other.data).toHaveLength(1_000);
});

async function openWide() {
  const handle = createPostgrestHandler({ ...db.session }, () => {});
  const url = "http://db/wide?select=id&limit=1200";
  const { body } = await handle({ method: "GET", url, headers: {}, body: null });
  await db.query("drop table wide");
  return { data: JSON.parse(body) as unknown[] };
}

type Logged = Partial<RestDatabase["statements"][number]>;
const logged: ReadonlyArray<[name: string, request: Request, statement: Logged]> = [
  [
    "a plain read",
    (d) => d.from("members").select("id, name").eq("team_id", 1).order("id").limit(5),
    {
      sql: "select id, name from members where team_id = $1 order by id limit 5",
      table: "members",
      kind: "select",
      columns: ["id", "name"],
      star: false,
      limit: 5,
      offset: null,
      rows: 2,
    },
  ],
  [
    "a star",
    (d) => d.from("teams").select("*").eq("id", 1),
    { sql: "select * from teams where id = $1", star: true, columns: ["id", "name", "budget"] },
  ],
  [
    "a range",
    (d) => d.from("members").select("id").range(1, 2),
    { sql: "select id from members limit 2 offset 1", limit: 2, offset: 1 },
  ],
  [
    "a range from the start",
    (d) => d.from("members").select("id").range(0, 1),
    { sql: "select id from members limit 2", limit: 2, offset: 0 },
  ],
  [
    "an in list",
    (d) => d.from("members").select("id").in("id", [1, 2]),
    { sql: "select id from members where id = any($1)" },
  ],
  [
    "embedded rows and columns",
    (d) => d.from("teams").select("id, members(name)"),
    { rows: 6, columns: ["id", "members.name"], star: false },
  ],
  ["an embedded star", (d) => d.from("teams").select("id, members(*)"), { star: true }],
  ["a failed statement", (d) => d.from("teams").select("id").eq("id", "one"), { rows: 0 }],
  ["an rpc", (d) => d.rpc("members_of", { team: 1 }), { kind: "rpc", table: "members", rows: 2 }],
];

test.each(logged)("reports %s", async (_name, request, statement) => {
  await request(db.client);
  expect(db.statements).toEqual([expect.objectContaining(statement)]);
});
