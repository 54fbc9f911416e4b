import type { PostgrestClient } from "@supabase/postgrest-js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPostgrestHandler } from "#app/adapters/sql/postgrest/handler.ts";
import type { ScriptParser } from "#app/adapters/sql/script-parser.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { openRestDatabase, type RestDatabase } from "#test/support/rest-database.ts";

let db: RestDatabase;
let parser: ScriptParser;

beforeAll(async () => {
  parser = await nodeScriptParser();
  db = await openRestDatabase();
}, 60_000);
beforeEach(() => {
  db.statements.length = 0;
});
afterAll(() => db.close());

type Request = (
  db: PostgrestClient,
) => PromiseLike<{ data: unknown; error: unknown; status: number }>;

const refusals: ReadonlyArray<[name: string, request: Request, status: number, error: object]> = [
  [
    "an unknown table",
    (d) => d.from("member").select(),
    404,
    {
      code: "PGRST205",
      message: "Could not find the table 'public.member' in the schema cache",
      hint: "Perhaps you meant the table 'public.members'",
    },
  ],
  ["a table of the system", (d) => d.from("pg_class").select(), 404, { code: "PGRST205" }],
  [
    "a table with its schema",
    (d) => d.from("pg_catalog.pg_class").select(),
    404,
    { code: "PGRST205" },
  ],
  [
    "another schema",
    (d) => d.schema("pg_catalog").from("pg_class").select(),
    406,
    { code: "PGRST106" },
  ],
  [
    "an unknown column",
    (d) => d.from("members").select("nope"),
    400,
    { code: "42703", message: "column members.nope does not exist" },
  ],
  ["a system column", (d) => d.from("members").select("ctid"), 400, { code: "42703" }],
  [
    "an unknown filter column",
    (d) => d.from("members").select("id").eq("nope", 1),
    400,
    { code: "42703" },
  ],
  [
    "an unknown order column",
    (d) => d.from("members").select("id").order("nope"),
    400,
    { code: "42703" },
  ],
  [
    "a filter on a table that is not embedded",
    (d) => d.from("members").select("id").eq("teams.name", "red"),
    400,
    { code: "PGRST108", message: "'teams' is not an embedded resource in this request" },
  ],
  [
    "a filter by table name where an alias is used",
    (d) => d.from("members").select("id, squad:teams!inner(name)").eq("teams.name", "red"),
    400,
    { code: "PGRST108" },
  ],
  [
    "an order of a table that is not embedded",
    (d) => d.from("members").select("id").order("name", { referencedTable: "teams" }),
    400,
    { code: "PGRST108" },
  ],
  [
    "an unknown column of an embedded table",
    (d) => d.from("members").select("id, teams(nope)"),
    400,
    { code: "42703", message: "column teams.nope does not exist" },
  ],
  [
    "an embed without a relationship",
    (d) => d.from("teams").select("notes(id)"),
    400,
    { code: "PGRST200" },
  ],
  [
    "an ambiguous embed",
    (d) => d.from("reviews").select("members(name)"),
    300,
    { code: "PGRST201" },
  ],
  [
    "an unknown operator",
    (d) => d.from("members").select("id").filter("id", "sounds", "x"),
    400,
    { code: "PGRST100" },
  ],
  [
    "is with a value it has not",
    (d) => d.from("members").select("id").filter("id", "is", "5"),
    400,
    { code: "PGRST100" },
  ],
  [
    "an unfinished or",
    (d) => d.from("members").select("id").or("id.eq.1,(name"),
    400,
    { code: "PGRST100" },
  ],
  [
    "text behind an or",
    (d) => d.from("members").select("id").or("id.eq.1),(1"),
    400,
    { code: "PGRST100" },
  ],
  [
    "an unfinished select",
    (d) => d.from("members").select("id, teams(name"),
    400,
    { code: "PGRST100" },
  ],
  ["an empty select item", (d) => d.from("members").select("id,,name"), 400, { code: "PGRST100" }],
  [
    "an unknown direction",
    (d) => d.from("members").select("id").order("id.sideways"),
    400,
    { code: "PGRST100" },
  ],
  ["a negative limit", (d) => d.from("members").select("id").limit(-1), 400, { code: "PGRST100" }],
  ["an aggregate", (d) => d.from("members").select("id.sum()"), 400, { code: "PGRST123" }],
  ["a spread", (d) => d.from("members").select("id, ...teams(name)"), 400, { code: "PGRST100" }],
  [
    "an estimated count",
    (d) => d.from("members").select("id", { count: "estimated" }),
    400,
    { code: "PGRST100" },
  ],
  ["a plan", (d) => d.from("members").select("id").explain(), 400, { code: "PGRST100" }],
  ["CSV", (d) => d.from("members").select("id").csv(), 406, { code: "PGRST107" }],
  [
    "single with two rows",
    (d) => d.from("members").select("id").eq("team_id", 1).single(),
    406,
    { code: "PGRST116", details: "The result contains 2 rows" },
  ],
  [
    "single without a row",
    (d) => d.from("members").select("id").eq("id", 99).single(),
    406,
    { code: "PGRST116", details: "The result contains 0 rows" },
  ],
  [
    "a page behind the end, counted",
    (d) => d.from("members").select("id", { count: "exact" }).range(100, 109),
    416,
    { code: "PGRST103" },
  ],
  [
    "a value of the wrong type",
    (d) => d.from("members").select("id").eq("id", "one"),
    400,
    { code: "22P02" },
  ],
  [
    "a text operator on a number",
    (d) => d.from("members").select("id").like("id", "1%"),
    404,
    { code: "42883" },
  ],
  ["an unknown function", (d) => d.rpc("nope", { a: 1 }), 404, { code: "PGRST202" }],
  [
    "a function with unknown arguments",
    (d) => d.rpc("add", { a: 1, c: 2 }),
    404,
    { code: "PGRST202", hint: "Perhaps you meant to call the function public.add(a, b)" },
  ],
  ["a function of the system", (d) => d.rpc("pg_sleep", { seconds: 1 }), 404, { code: "PGRST202" }],
];

test.each(refusals)("refuses %s", async (_name, request, status, error) => {
  const answer = await request(db.client);
  expect(answer).toMatchObject({ status, data: null, error });
});

/** One hostile text in every place of a request that a client can fill. */
const hostile = [
  "id; drop table members",
  "id) from members; drop table members; --",
  "id' or '1'='1",
  'id" or "1"="1',
  "1 union select 1",
  "id/**/",
  "$1",
  "\\'; drop table members; --",
  "id\u0000",
];

const places: ReadonlyArray<
  [name: string, request: (d: PostgrestClient, text: string) => PromiseLike<unknown>]
> = [
  ["the table", (d, text) => d.from(text).select()],
  ["a column", (d, text) => d.from("members").select(text)],
  ["an alias", (d, text) => d.from("members").select(`"${text.replaceAll('"', '\\"')}":name`)],
  ["a cast", (d, text) => d.from("members").select(`id::${text}`)],
  [
    "a json key",
    (d, text) => d.from("members").select(`k:settings->"${text.replaceAll('"', '\\"')}"`),
  ],
  ["an embedded table", (d, text) => d.from("members").select(`id, ${text}(name)`)],
  ["an embed hint", (d, text) => d.from("members").select(`id, teams!${text}(name)`)],
  ["a filter column", (d, text) => d.from("members").select("id").eq(text, 1)],
  ["a filter value", (d, text) => d.from("members").select("id").eq("name", text)],
  ["an operator", (d, text) => d.from("members").select("id").filter("id", text, 1)],
  ["an in list", (d, text) => d.from("members").select("id").in("name", [text, "Ada"])],
  ["a not in list", (d, text) => d.from("members").select("id").not("name", "in", `(${text})`)],
  ["a like pattern", (d, text) => d.from("members").select("id").like("name", text)],
  ["an or", (d, text) => d.from("members").select("id").or(text)],
  ["a value in an or", (d, text) => d.from("members").select("id").or(`name.eq.${text}`)],
  ["an array", (d, text) => d.from("members").select("id").contains("tags", [text])],
  ["a text search", (d, text) => d.from("members").select("id").textSearch("bio", text)],
  [
    "a search configuration",
    (d, text) => d.from("members").select("id").textSearch("bio", "x", { config: text }),
  ],
  ["an order", (d, text) => d.from("members").select("id").order(text)],
  [
    "a limit",
    (d, text) =>
      d
        .from("members")
        .select("id")
        .limit(text as unknown as number),
  ],
  ["an insert key", (d, text) => d.from("notes").insert({ [text]: 1 } as never)],
  [
    "a conflict target",
    (d, text) => d.from("notes").upsert({ topic: "one" }, { onConflict: text }),
  ],
  ["an update value", (d, text) => d.from("notes").update({ hits: text }).eq("id", 1)],
  ["an update filter", (d, text) => d.from("notes").update({ hits: 1 }).eq(text, 1)],
  ["a function", (d, text) => d.rpc(text)],
  ["an argument name", (d, text) => d.rpc("add", { [text]: 1 })],
  ["an argument", (d, text) => d.rpc("add", { a: text })],
];

test.each(places)("nothing gets through %s", async (_name, request) => {
  for (const text of hostile) {
    const answer = (await request(db.client, text)) as { data: unknown };
    const rows = Array.isArray(answer.data) ? answer.data.length : 0;
    expect(rows, `${text} widened the result`).toBeLessThanOrEqual(4);
    for (const { sql } of db.statements) expect(parser.split(sql)).toHaveLength(1);
    db.statements.length = 0;
  }
  expect(
    await db.query("select count(*)::int, (select count(*)::int from notes) from members"),
  ).toEqual([[4, 2]]);
});

test("requests that no client would send are refused in the same shape", async () => {
  const handle = createPostgrestHandler(db.session, () => {});
  const send = async (method: string, path: string, body: string | null = null) =>
    handle({ method, url: `http://db${path}`, headers: {}, body });
  const answers = await Promise.all([
    send("PUT", "/members"),
    send("POST", "/members", "{broken"),
    send("POST", "/members", "[1]"),
    send("POST", "/rpc/add", "[]"),
    send("DELETE", "/rpc/add"),
    send("GET", "/members/1"),
    send("GET", "/"),
    send("GET", "/%E0%A4%A"),
    send("GET", "/members?id=eq.1&id.x.y=eq.1"),
    send("PATCH", "/members?id=eq.1&limit=1", '{"name":"x"}'),
    send("POST", "/members?id=eq.1", '{"name":"x"}'),
  ]);
  for (const { status, body } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(body)).toEqual({
      code: expect.any(String),
      message: expect.any(String),
      details: expect.toBeOneOf([null, expect.any(String)]),
      hint: expect.toBeOneOf([null, expect.any(String)]),
    });
  }
});
