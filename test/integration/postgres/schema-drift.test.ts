import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diffSchema } from "#scripts/schema-diff.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

const schema = readFileSync("prisma/schema.prisma", "utf8");

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

test("the migrations produce what prisma/schema.prisma says", async () => {
  expect(await diffSchema(database.url, schema)).toBe("");
});

test("a field that no migration adds is found", async () => {
  const changed = schema.replace("model User {", "model User {\n  nickname String?");
  expect(await diffSchema(database.url, changed)).toContain(
    'ALTER TABLE "user_account" ADD COLUMN     "nickname" TEXT',
  );
});
