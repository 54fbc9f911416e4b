import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "#app/adapters/postgres/connect.ts";
import {
  migrate,
  planMigrations,
  readHistory,
  readMigrations,
  type Migration,
} from "#app/adapters/postgres/migrate.ts";
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from "#test/support/database.ts";

const quiet = (): void => {};

function migrationOf(name: string, script: string): Migration {
  return { name, script, checksum: `sum-${script.length}` };
}

const first = migrationOf(
  "20260101000000_first",
  `CREATE TABLE note (id int PRIMARY KEY, text text DEFAULT 'a;b');
   CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;
   INSERT INTO note (id) VALUES (two());`,
);
const broken = migrationOf(
  "20260102000000_broken",
  "ALTER TABLE note ADD COLUMN ready boolean;\nINSERT INTO note VALUES ('x');",
);

let empty: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  empty = await createEmptyDatabase();
});
afterAll(() => empty.drop());

describe("migrate", () => {
  test("applies scripts whole, in order, once, even when two processes start together", async () => {
    const names = await Promise.all(
      [1, 2].map(() => withClient(empty.url, (client) => migrate(client, [first], quiet))),
    );
    expect(names.flat()).toEqual([first.name]);
    await withClient(empty.url, async (client) => {
      expect((await client.query("SELECT id, text FROM note")).rows).toEqual([
        { id: 2, text: "a;b" },
      ]);
      expect(await readHistory(client)).toEqual([
        { name: first.name, checksum: first.checksum, finished: true },
      ]);
    });
  });

  test("names a migration that fails, its line and its reason, and leaves nothing of it", async () => {
    await withClient(empty.url, async (client) => {
      await expect(migrate(client, [first, broken], quiet)).rejects.toThrow(
        /^The migration 20260102000000_broken failed and was rolled back: invalid input syntax for type integer: "x" \(line 2 of migration\.sql\)$/,
      );
      const columns = await client.query(
        "SELECT FROM information_schema.columns WHERE table_name = 'note' AND column_name = 'ready'",
      );
      expect(columns.rowCount).toBe(0);
      expect(await readHistory(client)).toHaveLength(1);
    });
  });

  test("lets go of the lock after a failure", async () => {
    const names = await withClient(empty.url, (client) => migrate(client, [first], quiet));
    expect(names).toEqual([]);
  });
});

describe("planMigrations refuses", () => {
  const applied = { name: first.name, checksum: first.checksum, finished: true };
  test.each([
    [
      "a newer database",
      [],
      [applied],
      /belongs to a newer Planwise \(it has the migration 20260101000000_first/,
    ],
    [
      "a changed file",
      [first],
      [{ ...applied, checksum: "other" }],
      /20260101000000_first was changed after/,
    ],
    [
      "a half-applied one",
      [first],
      [{ ...applied, finished: false }],
      /begun on this database and never finished/,
    ],
  ])("%s", (_case, known, history, message) => {
    expect(() => planMigrations(known, history)).toThrow(message);
  });
});

describe("the migrations of this repository", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.dispose());

  test("are all applied in a test database, and Prisma reads it", async () => {
    expect(await database.prisma.user.count()).toBe(0);
    const names = readMigrations("prisma/migrations").map((migration) => migration.name);
    const client = await database.pool.connect();
    expect((await readHistory(client)).map((entry) => entry.name)).toEqual(names);
    client.release();
  });
});
