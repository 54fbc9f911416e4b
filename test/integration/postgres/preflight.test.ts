import { mkdtempSync, writeFileSync } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { sessionUrl, withClient } from "#app/adapters/postgres/connect.ts";
import { readMigrations } from "#app/adapters/postgres/migrate.ts";
import { findRefusal, preflight, type ServerFacts } from "#app/adapters/postgres/preflight.ts";
import { startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";
import { openDatabase } from "#app/data/database.server.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

const quiet = (): void => {};
const migrations = readMigrations("prisma/migrations");

let database: TestDatabase;
let role: string;
beforeAll(async () => {
  database = await createTestDatabase();
  role = `planwise_test_role_${process.pid}`;
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'right'`);
});
afterAll(async () => {
  await database.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await database.dispose();
});

function withParts(parts: { username?: string; password?: string; pathname?: string }): string {
  return Object.assign(new URL(database.url), parts).href;
}

function sql(statement: string): Promise<unknown> {
  return database.pool.query(statement);
}

describe("a server that cannot be reached is named with what to do", () => {
  test.each([
    [
      "nothing listens",
      () => "postgresql://me:pw@127.0.0.1:1/planwise",
      /^The PostgreSQL at 127\.0\.0\.1:1 does not answer: nothing listens there\. Start it, or correct the address in DATABASE_URL\.$/,
    ],
    [
      "no such socket",
      () => "postgresql://me:pw@localhost/planwise?host=/nowhere",
      /^The PostgreSQL at \/nowhere does not answer/,
    ],
    [
      "no such host",
      () => "postgresql://me:pw@no-such-host.invalid/planwise",
      /no such host\. Correct the address in DATABASE_URL\.$/,
    ],
    [
      "wrong password",
      () => withParts({ username: role, password: "wrong" }),
      /refuses the password of the user planwise_test_role_\d+\. Correct it in DATABASE_URL\.$/,
    ],
    [
      "no password",
      () => withParts({ username: role, password: "" }),
      /asks for a password and DATABASE_URL has none for the user planwise_test_role_/,
    ],
    [
      "no such database",
      () => withParts({ pathname: "/nothing_here" }),
      /has no database nothing_here\. Create it with: CREATE DATABASE "nothing_here"/,
    ],
  ])("%s", async (_case, url, message) => {
    const refusal = preflight(url(), migrations, quiet);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.not.toThrow(/wrong|pw@/);
  });
});

describe("a server that would not keep people's work", () => {
  test("read-only by configuration is refused", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await sql(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await expect(preflight(database.url, migrations, quiet)).rejects.toThrow(
      /is read-only \(default_transaction_read_only is on\)\. Turn it off/,
    );
    await sql(
      `BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`,
    );
  });

  test("a role without rights is told which grants to ask for", async () => {
    const url = withParts({ username: role, password: "right" });
    await sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    await expect(preflight(url, [], quiet)).rejects.toThrow(/GRANT CREATE ON SCHEMA public TO/);
    await sql(`GRANT CREATE ON SCHEMA public TO ${role}`);
    await expect(preflight(url, [], quiet)).rejects.toThrow(/GRANT CREATE ON DATABASE .* TO/);
  });

  test("a database that a newer Planwise migrated is refused", async () => {
    await expect(preflight(database.url, [], quiet)).rejects.toThrow(
      /belongs to a newer Planwise \(it has the migration 20261123000000_init/,
    );
  });

  test("fsync off is refused, and so is a standby", async () => {
    const directory = mkdtempSync(join(tmpdir(), "planwise-preflight-"));
    await chmod(directory, 0o711);
    const dataDirectory = join(directory, "data");
    const unsafe = await startEmbeddedPostgres({
      dataDirectory,
      log: quiet,
      settings: { fsync: "off" },
    });
    await expect(preflight(unsafe.url, migrations, quiet)).rejects.toThrow(
      /runs with fsync off .* Set fsync = on/,
    );
    await unsafe.stop();
    writeFileSync(join(dataDirectory, "postgres", "standby.signal"), "");
    const standby = await startEmbeddedPostgres({ dataDirectory, log: quiet });
    await expect(preflight(standby.url, migrations, quiet)).rejects.toThrow(
      /is a standby that only answers reads\. Point DATABASE_URL at the primary\./,
    );
    await standby.stop();
    await rm(directory, { recursive: true });
  });
});

describe("findRefusal", () => {
  const good: ServerFacts = {
    version: 18,
    timeZone: "UTC",
    inRecovery: false,
    readOnly: false,
    fsync: true,
    fullPageWrites: true,
    synchronousCommit: "on",
    encoding: "UTF8",
    schema: "public",
    mayCreateTables: true,
    mayCreateSchemas: true,
    user: "me",
    database: "planwise",
    clockAheadMs: 0,
  };
  test.each<[Partial<ServerFacts>, RegExp]>([
    [{}, /^$/],
    [{ version: 15 }, /^$/],
    [{ version: 14 }, /runs PostgreSQL 14; Planwise needs 15 or later/],
    [{ timeZone: "Asia/Tokyo" }, /ALTER ROLE me SET TimeZone = 'UTC'/],
    [{ fullPageWrites: false }, /Set full_page_writes = on/],
    [{ synchronousCommit: "off" }, /synchronous_commit = on for the role me/],
    [{ encoding: "SQL_ASCII" }, /CREATE DATABASE planwise ENCODING 'UTF8'/],
    [{ schema: null, mayCreateTables: false }, /GRANT CREATE, USAGE ON SCHEMA public TO me/],
  ])("%j", (facts, expected) => {
    const refusal = findRefusal({ ...good, ...facts }, "The PostgreSQL at db:5432");
    expect(refusal ?? "").toMatch(expected);
  });
});

test("sessions speak UTC and keep instants on a server that lives in another time zone", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await sql(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'`);
  const facts = await preflight(database.url, migrations, quiet);
  expect(facts.timeZone).toBe("UTC");
  const instant = new Date("2026-01-15T12:00:00Z");
  const opened = openDatabase(sessionUrl(database.url), quiet);
  await opened.prisma.user.create({
    data: { id: "tz", name: "T", email: "t@example.com", createdAt: instant },
  });
  await opened.close();
  const read = await withClient(database.url, (client) =>
    client.query("SELECT created_at FROM user_account WHERE id = 'tz'"),
  );
  expect(read.rows).toEqual([{ created_at: instant }]);
});

test("a server of one's own named by TEST_DATABASE_URL passes too", async () => {
  const url = inject("testServerUrl");
  await expect(preflight(url, [], quiet)).resolves.toMatchObject({
    inRecovery: false,
    fsync: true,
  });
});
