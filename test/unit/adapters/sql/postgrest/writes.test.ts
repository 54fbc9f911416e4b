import type { PostgrestClient } from "@supabase/postgrest-js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openRestDatabase, type RestDatabase } from "#test/support/rest-database.ts";

let db: RestDatabase;

beforeAll(async () => {
  db = await openRestDatabase();
}, 60_000);
beforeEach(async () => {
  await db.reset();
});
afterAll(() => db.close());

type Answer = { data: unknown; error: unknown; status: number; count?: number | null };
type Request = (db: PostgrestClient) => PromiseLike<Answer>;

const notes = "select topic, hits from notes order by topic";

const writes: ReadonlyArray<
  [name: string, request: Request, answer: Partial<Answer>, check: string, rows: unknown[][]]
> = [
  [
    "insert one row",
    (d) => d.from("notes").insert({ topic: "new" }),
    { status: 201, data: null },
    notes,
    [
      ["new", 1],
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "insert in bulk",
    (d) =>
      d.from("notes").insert(Array.from({ length: 1000 }, (_, i) => ({ topic: `t${i}`, hits: i }))),
    { status: 201 },
    "select count(*)::int, max(hits) from notes",
    [[1002, 999]],
  ],
  [
    "insert and return named columns",
    (d) => d.from("notes").insert({ topic: "new", hits: 9 }).select("topic, double:hits"),
    { status: 201, data: [{ topic: "new", double: 9 }] },
    "select 1",
    [[1]],
  ],
  [
    "insert and return the only row",
    (d) => d.from("notes").insert({ topic: "new" }).select("topic").single(),
    { data: { topic: "new" } },
    "select 1",
    [[1]],
  ],
  [
    "insert and embed",
    (d) =>
      d
        .from("members")
        .insert({ id: 9, team_id: 2, name: "New", tags: ["x", "y"], settings: { a: [1] } })
        .select("name, tags, settings, teams(name)"),
    { data: [{ name: "New", tags: ["x", "y"], settings: { a: [1] }, teams: { name: "blue" } }] },
    "select 1",
    [[1]],
  ],
  [
    "insert nothing",
    (d) => d.from("notes").insert([]),
    { status: 201 },
    "select count(*)::int from notes",
    [[2]],
  ],
  [
    "insert a null",
    (d) => d.from("members").insert({ id: 9, name: "N", team_id: null }),
    { status: 201 },
    "select team_id from members where id = 9",
    [[null]],
  ],
  [
    "insert text that looks like SQL",
    (d) => d.from("notes").insert({ topic: "'); drop table notes; --" }),
    { status: 201 },
    "select count(*)::int from notes",
    [[3]],
  ],
  [
    "upsert merges",
    (d) =>
      d.from("notes").upsert(
        [
          { topic: "one", hits: 50 },
          { topic: "six", hits: 6 },
        ],
        { onConflict: "topic" },
      ),
    { status: 201 },
    notes,
    [
      ["one", 50],
      ["six", 6],
      ["two", 2],
    ],
  ],
  [
    "upsert ignores",
    (d) =>
      d
        .from("notes")
        .upsert({ topic: "one", hits: 50 }, { onConflict: "topic", ignoreDuplicates: true }),
    { status: 201 },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "upsert by primary key",
    (d) => d.from("teams").upsert({ id: 1, name: "crimson" }).select("id, name, budget"),
    { data: [{ id: 1, name: "crimson", budget: 100.5 }] },
    "select 1",
    [[1]],
  ],
  [
    "update",
    (d) => d.from("notes").update({ hits: 7 }).eq("topic", "one"),
    { status: 204, data: null },
    notes,
    [
      ["one", 7],
      ["two", 2],
    ],
  ],
  [
    "update with several columns and select",
    (d) =>
      d
        .from("members")
        .update({ tags: ["q"], settings: { b: 1 }, active: false })
        .in("id", [1, 3])
        .select("id, tags, active"),
    {
      status: 200,
      data: [
        { id: 1, tags: ["q"], active: false },
        { id: 3, tags: ["q"], active: false },
      ],
    },
    "select 1",
    [[1]],
  ],
  [
    "update of no row, single",
    (d) => d.from("notes").update({ hits: 0 }).eq("topic", "none").select().single(),
    { data: null, status: 406, error: expect.objectContaining({ code: "PGRST116" }) },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "update of two rows, single, leaves nothing behind",
    (d) => d.from("notes").update({ hits: 0 }).gt("hits", 0).select().single(),
    {
      data: null,
      error: expect.objectContaining({ code: "PGRST116", details: "The result contains 2 rows" }),
    },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "update without a filter",
    (d) => d.from("notes").update({ hits: 0 }),
    { status: 400, error: expect.objectContaining({ code: "21000" }) },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "delete",
    (d) => d.from("notes").delete().eq("topic", "one"),
    { status: 204 },
    notes,
    [["two", 2]],
  ],
  [
    "delete with select",
    (d) => d.from("notes").delete().gte("hits", 2).select("topic"),
    { status: 200, data: [{ topic: "two" }] },
    notes,
    [["one", 1]],
  ],
  [
    "delete with a count",
    (d) => d.from("notes").delete({ count: "exact" }).gte("hits", 1),
    { count: 2 },
    notes,
    [],
  ],
  [
    "delete without a filter",
    (d) => d.from("notes").delete(),
    { status: 400, error: expect.objectContaining({ code: "21000" }) },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "a duplicate key",
    (d) => d.from("notes").insert({ topic: "one" }),
    { status: 409, error: expect.objectContaining({ code: "23505" }) },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "an upsert that misses a required column",
    (d) => d.from("reviews").upsert({ id: 1, score: 1 }),
    { status: 400, error: expect.objectContaining({ code: "428C9" }) },
    "select score::float from reviews where id = 1",
    [[4.5]],
  ],
  [
    "a missing required column",
    (d) => d.from("members").upsert({ id: 1, active: false }),
    { status: 400, error: expect.objectContaining({ code: "23502" }) },
    "select active from members where id = 1",
    [[true]],
  ],
  [
    "a reference to nothing",
    (d) => d.from("badges").insert({ id: 5, member_id: 99, code: "x" }),
    { status: 409, error: expect.objectContaining({ code: "23503" }) },
    "select 1",
    [[1]],
  ],
  [
    "an unknown column",
    (d) => d.from("notes").insert({ topic: "x", nope: 1 }),
    {
      status: 400,
      error: expect.objectContaining({
        code: "PGRST204",
        message: "Could not find the 'nope' column of 'notes' in the schema cache",
      }),
    },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
  [
    "rows with different keys get null where they have none",
    (d) => d.from("notes").insert([{ topic: "x" }, { topic: "y", hits: 1 }]),
    { status: 400, error: expect.objectContaining({ code: "23502" }) },
    notes,
    [
      ["one", 1],
      ["two", 2],
    ],
  ],
];

test.each(writes)("%s", async (_name, request, answer, check, rows) => {
  const got = await request(db.client);
  expect(got).toMatchObject({ error: null, ...answer });
  expect(await db.query(check)).toEqual(rows);
});

test("writes are reported with their kind and, when returned, their rows", async () => {
  await db.client.from("notes").insert({ topic: "a" }).select("id");
  await db.client.from("notes").upsert({ topic: "a" }, { onConflict: "topic" });
  await db.client.from("notes").update({ hits: 1 }).eq("topic", "a");
  await db.client.from("notes").delete().eq("topic", "a");
  expect(db.statements.map(({ kind, table, rows }) => [kind, table, rows])).toEqual([
    ["insert", "notes", 1],
    ["upsert", "notes", 0],
    ["update", "notes", 0],
    ["delete", "notes", 0],
  ]);
  expect(db.statements[0]?.sql).toBe(
    "insert into notes (topic) select topic from json_populate_recordset(null::notes, $1) returning id",
  );
});
