import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { migrate, readMigrations } from "#app/adapters/postgres/migrate.ts";
import { startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection string of a role that may create databases. */
    testServerUrl: string;
    /** Name of the migrated database that every test database is a copy of. */
    testTemplate: string;
  }
}

const LEFTOVERS_AFTER_SECONDS = 7_200;

/**
 * One PostgreSQL for the whole run: our own in a temporary directory, or the one that
 * TEST_DATABASE_URL names (its role must be allowed to create databases).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  try {
    await dropLeftovers(server.url);
    const template = `planwise_test_${nowInSeconds()}_template_${process.pid}`;
    await withClient(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
    await withClient(urlOf(server.url, template), (client) =>
      migrate(client, readMigrations("prisma/migrations"), () => {}),
    );
    project.provide("testServerUrl", server.url);
    project.provide("testTemplate", template);
    return async () => {
      await dropDatabases(server.url, `planwise_test_%_${process.pid}`);
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const own = process.env["TEST_DATABASE_URL"];
  if (own !== undefined && own !== "") return { url: own, stop: async () => {} };
  const directory = mkdtempSync(join(tmpdir(), "planwise-test-"));
  chmodSync(directory, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDirectory: join(directory, "data"),
    log: () => {},
  });
  return {
    url: postgres.adminUrl,
    async stop() {
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

// A run that was killed on somebody's own server leaves databases behind; their names carry their age.
async function dropLeftovers(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database
        WHERE datname ~ '^planwise_test_[0-9]+_'
          AND split_part(datname, '_', 3)::bigint < $1`,
      [nowInSeconds() - LEFTOVERS_AFTER_SECONDS],
    );
    for (const { datname } of found.rows) {
      await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}

async function dropDatabases(url: string, pattern: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE $1",
      [pattern],
    );
    for (const { datname } of found.rows) {
      await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
