import { join } from "node:path";
import { expect, test } from "vitest";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import type { Finding } from "#scripts/doctor/finding.ts";
import { createEmptyDatabase, createTestDatabase } from "#test/support/database.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";
import { planwise } from "#test/support/planwise.ts";

/** Small courses, because what is looked at here is not the content. */
const sources = (name: string) => [
  `--content=test/fixtures/${name}/content`,
  `--exercises=test/fixtures/${name}/exercises`,
];

type Report = { ok: boolean; findings: Finding[]; status: number };

async function doctor(env: Record<string, string>, course = "tiny-course"): Promise<Report> {
  const { status, stdout } = await planwise(["doctor", "--json", ...sources(course)], { env });
  return { ...(JSON.parse(stdout) as Omit<Report, "status">), status };
}
const states = (report: Report) =>
  Object.fromEntries(report.findings.map(({ id, state }) => [id, state]));
const find = (report: Report, id: string) => report.findings.find((one) => one.id === id);

test("a migrated database is in order, line by line", async () => {
  const database = await createTestDatabase();
  try {
    const report = await doctor({ DATABASE_URL: database.url });
    expect(states(report)).toMatchObject({
      node: "ok",
      settings: "ok",
      "database-version": "ok",
      "database-time-zone": "ok",
      "database-durability": "ok",
      migrations: "ok",
      content: "ok",
    });
    expect(report).toMatchObject({ ok: true, status: 0 });
    expect(find(report, "migrations")?.text).toMatch(/^Migrations: \d+ applied, 0 to come$/);
    const { stdout } = await planwise(["doctor", ...sources("tiny-course")], {
      env: { DATABASE_URL: database.url },
    });
    expect(stdout).toContain("ok       Sessions run in the time zone UTC\n");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("Everything is in order.");
  } finally {
    await database.dispose();
  }
});

test("an empty database is looked at and left empty", async () => {
  const database = await createEmptyDatabase();
  try {
    const report = await doctor({ DATABASE_URL: database.url });
    expect(find(report, "migrations")).toMatchObject({
      state: "note",
      text: expect.stringMatching(/^Migrations: 0 applied, [1-9]\d* to come$/),
      fix: "The next start applies them.",
    });
    const tables = await withClient(database.url, (client) =>
      client.query("SELECT FROM pg_tables WHERE schemaname = 'public'"),
    );
    expect(tables.rowCount).toBe(0);
  } finally {
    await database.drop();
  }
});

test("a database of a newer Planwise is a problem with what to do", async () => {
  const database = await createTestDatabase();
  try {
    await database.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES ('x', 'x', '99990101000000_later', now())`,
    );
    const report = await doctor({ DATABASE_URL: database.url });
    expect(report).toMatchObject({ ok: false, status: 1 });
    expect(find(report, "migrations")?.fix).toMatch(/belongs to a newer Planwise/);
  } finally {
    await database.dispose();
  }
});

test("a server that does not answer is a problem, and the rest is looked at all the same", async () => {
  const report = await doctor({ DATABASE_URL: "postgresql://u:secret-word@127.0.0.1:1/planwise" });
  expect(report).toMatchObject({ ok: false, status: 1 });
  expect(states(report)).toMatchObject({ database: "problem", node: "ok", content: "ok" });
  expect(JSON.stringify(report)).not.toContain("secret-word");
});

test("wrong settings and content are said with the variable, the file and the line", async () => {
  const report = await doctor({ PORT: "no-port" }, "broken-course");
  expect(report.status).toBe(1);
  expect(find(report, "settings")).toMatchObject({
    state: "problem",
    text: "PORT must be a whole number from 1 to 65535.",
  });
  expect(find(report, "content")).toMatchObject({
    state: "problem",
    text: expect.stringMatching(
      /^\d+ problems, the first in test\/fixtures\/broken-course\/.+:\d+: /,
    ),
    fix: expect.stringContaining("npx planwise check"),
  });
});

test("the embedded database is looked at where there is none, when it rests and when it serves", async () => {
  const directory = makeDataDirectory();
  const env = { PLANWISE_DATA_DIR: directory.path };
  const options = {
    databaseUrl: null,
    dataDirectory: directory.path,
    migrationsDirectory: join(process.cwd(), "prisma", "migrations"),
    log: () => {},
  };
  try {
    expect(find(await doctor(env), "data-directory")).toMatchObject({
      state: "note",
      fix: "`npm start` creates the database.",
    });
    await (await prepareDatabase(options)).stop();
    const resting = await doctor(env);
    expect(resting.ok).toBe(true);
    expect(find(resting, "data-directory")?.text).toContain("not in use");
    expect(states(resting)).toMatchObject({ "database-version": "ok", migrations: "ok" });
    const server = await startEmbeddedPostgres({ dataDirectory: directory.path, log: () => {} });
    try {
      const serving = await doctor(env);
      expect(serving.ok).toBe(true);
      expect(find(serving, "data-directory")?.text).toContain(`pid ${process.pid}`);
    } finally {
      await server.stop();
    }
  } finally {
    directory.remove();
  }
});
