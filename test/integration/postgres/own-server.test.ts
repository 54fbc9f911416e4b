import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { createEmptyDatabase } from "#test/support/database.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";

const directory = makeDataDirectory();
let own: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  own = await createEmptyDatabase();
});
afterAll(async () => {
  await own.drop();
  directory.remove();
});

test("a database of one's own is migrated once, used in UTC, and never stopped or shadowed by the embedded one", async () => {
  const lines: string[] = [];
  const options = {
    databaseUrl: own.url,
    dataDirectory: directory.path,
    migrationsDirectory: "prisma/migrations",
    log: (line: string) => lines.push(line),
  };
  const first = await prepareDatabase(options);
  expect(lines).toContain("Migrating the database: 20261123000000_init …");
  await first.stop();
  lines.length = 0;
  const second = await prepareDatabase(options);
  await second.stop();
  expect(lines).toEqual([]);
  const zone = await withClient(second.url, (client) => client.query("SHOW TimeZone"));
  expect(zone.rows).toEqual([{ TimeZone: "UTC" }]);
  expect(existsSync(directory.path)).toBe(false);
});
