import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHelpers } from "#app/adapters/sql/verify-helpers.server.ts";

let db: PGlite;

beforeAll(async () => {
  db = await PGlite.create();
  await db.exec(`
    create table notes (id int primary key, topic text not null, body text not null);
    insert into notes select i, 'topic ' || i % 7, repeat('x', 300) from generate_series(1, 2000) as i;
  `);
  await db.exec("vacuum analyze notes");
  await db.exec(verifyHelpers());
}, 60_000);

afterAll(() => db.close());

async function value(expression: string): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>(`select ${expression} as value`);
  return rows[0]?.value;
}

test.each([
  ["select * from notes where id = 7", "Index Scan", true],
  ["select * from notes where id = 7", "Seq Scan", false],
  ["select * from notes where topic = 'topic 3'", "Seq Scan", true],
  ["select topic, count(*) from notes group by topic order by 2", "Aggregate", true],
  ["select * from notes order by body limit 5", "Sort", true],
  ["select * from notes where body = 'Seq Scan' and id = 1", "Seq Scan", false],
])("planwise_has_node finds nodes at any depth: %s, %s", async (query, node, expected) => {
  expect(await value(`planwise_has_node($q$${query}$q$, '${node}')`)).toBe(expected);
});

test("a node that PostgreSQL does not have is an error, not an absent node", async () => {
  await expect(value("planwise_has_node('select 1', 'Seq Sacn')")).rejects.toThrow(
    'PostgreSQL has no plan node "Seq Sacn"',
  );
});

test("planwise_plan returns the top object of the executed plan", async () => {
  expect(await value("planwise_plan('select id from notes limit 3')")).toMatchObject({
    Plan: { "Node Type": "Limit", "Actual Rows": 3 },
  });
});

test("planwise_blocks counts every block of the table, twice the same", async () => {
  const pages = await value("pg_relation_size('notes') / 8192");
  expect(pages).toBeGreaterThan(50);
  const query = "planwise_blocks('select min(body) from notes')";
  expect([await value(query), await value(query)]).toEqual([pages, pages]);
});

test.each([
  ["insert into notes values (7, 't', 'b')", "23505"],
  ["insert into notes values (9001, null, 'b')", "23502"],
  ["select 1 / 0", "22012"],
  ["select nothing from notes", "42703"],
  ["select 1", null],
])("planwise_error tells the SQLSTATE of: %s", async (statement, expected) => {
  expect(await value(`planwise_error($q$${statement}$q$)`)).toBe(expected);
});

test("planwise_error keeps what succeeds and leaves no trace of what fails", async () => {
  expect(await value("planwise_error('delete from notes where id = 1900; select 1 / 0')")).toBe(
    "22012",
  );
  expect(await value("planwise_error('delete from notes where id = 1901')")).toBeNull();
  expect(await value("array(select id from notes where id in (1900, 1901))")).toEqual([1900]);
});
