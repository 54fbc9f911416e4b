import type { PostgrestClient } from "@supabase/postgrest-js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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
    "to-one embed",
    (d) => d.from("members").select("name, teams(name)").in("id", [1, 4]).order("id"),
    [
      { name: "Ada", teams: { name: "red" } },
      { name: "D%_\\", teams: null },
    ],
  ],
  [
    "to-many embed, empty ones too",
    (d) => d.from("teams").select("name, members(id)").order("id"),
    [
      { name: "red", members: ids(1, 2) },
      { name: "blue", members: ids(3) },
      { name: "empty", members: [] },
    ],
  ],
  [
    "one-to-one embed",
    (d) => d.from("members").select("id, badges(code)").in("id", [1, 2]).order("id"),
    [
      { id: 1, badges: { code: "gold" } },
      { id: 2, badges: null },
    ],
  ],
  [
    "embed with an alias and every column",
    (d) => d.from("badges").select("owner:members(*)").eq("id", 1).single(),
    {
      owner: {
        id: 1,
        team_id: 1,
        name: "Ada",
        order: 3,
        joined: "2026-01-01T10:00:00+00:00",
        active: true,
        tags: ["a", "b"],
        settings: { theme: { dark: true }, n: 5 },
        bio: "'fast':2 'queri':3 'write':1",
      },
    },
  ],
  [
    "inner embed drops rows without a counterpart",
    (d) => d.from("teams").select("name, members!inner(id)").eq("members.active", true),
    [{ name: "red", members: ids(1) }],
  ],
  [
    "a filter on an embedded table",
    (d) => d.from("teams").select("name, members(id)").eq("members.active", false).order("id"),
    [
      { name: "red", members: ids(2) },
      { name: "blue", members: [] },
      { name: "empty", members: [] },
    ],
  ],
  [
    "order and limit of an embedded table",
    (d) =>
      d
        .from("teams")
        .select("name, members(id)")
        .eq("id", 1)
        .order("id", { referencedTable: "members", ascending: false })
        .limit(1, { referencedTable: "members" }),
    [{ name: "red", members: ids(2) }],
  ],
  [
    "or on an embedded table",
    (d) =>
      d
        .from("teams")
        .select("id, members(id)")
        .eq("id", 1)
        .or("id.eq.2,id.eq.9", { referencedTable: "members" }),
    [{ id: 1, members: ids(2) }],
  ],
  [
    "nested embeds",
    (d) =>
      d.from("teams").select("name, members(name, badges(code))").eq("members.id", 1).eq("id", 1),
    [{ name: "red", members: [{ name: "Ada", badges: { code: "gold" } }] }],
  ],
  [
    "a filter two levels down",
    (d) =>
      d
        .from("teams")
        .select("id, members(id, badges(code))")
        .eq("members.badges.code", "none")
        .eq("id", 1),
    [
      {
        id: 1,
        members: [
          { id: 1, badges: null },
          { id: 2, badges: null },
        ],
      },
    ],
  ],
  [
    "embed by foreign key hint",
    (d) =>
      d
        .from("reviews")
        .select("id, author:members!reviews_author(name), reader:members!reader_id(name)")
        .eq("id", 1),
    [{ id: 1, author: { name: "Ada" }, reader: { name: 'Bo, the "2nd"' } }],
  ],
  [
    "embed by column name",
    (d) => d.from("reviews").select("id, reader_id(name)").eq("id", 3),
    [{ id: 3, reader_id: { name: "Ada" } }],
  ],
  [
    "there and back again",
    (d) => d.from("badges").select("members(teams(members(id)))").single(),
    { members: { teams: { members: ids(1, 2) } } },
  ],
  ["rpc with a scalar", (d) => d.rpc("add", { a: 1, b: 2 }), 3],
  ["rpc with a default", (d) => d.rpc("add", { a: 1 }), 11],
  ["rpc by GET", (d) => d.rpc("add", { a: 5, b: 6 }, { get: true }), 11],
  ["rpc with an array", (d) => d.rpc("join_words", { words: ["a", "b,c"] }), "a-b,c"],
  [
    "rpc with rows, filtered and limited",
    (d) =>
      d
        .rpc("members_of", { team: 1 })
        .select("name")
        .gt("id", 0)
        .order("id", { ascending: false })
        .limit(1),
    names('Bo, the "2nd"'),
  ],
  [
    "rpc with rows and an embed",
    (d) => d.rpc("members_of", { team: 1 }).select("id, teams(name)").eq("id", 1),
    [{ id: 1, teams: { name: "red" } }],
  ],
  [
    "rpc with a table result",
    (d) => d.rpc("sizes").select("team, size").gt("size", 0),
    [
      { team: "blue", size: 1 },
      { team: "red", size: 2 },
    ],
  ],
  ["rpc without a result", (d) => d.rpc("forget"), null],
];

test.each(reads)("%s", async (_name, request, data) => {
  const answer = await request(db.client);
  expect(answer.error).toBeNull();
  expect(answer.data).toEqual(data);
  expect(db.statements).toHaveLength(1);
});
