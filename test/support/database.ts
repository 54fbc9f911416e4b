import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { sessionUrl, withClient } from "#app/adapters/postgres/connect.ts";
import { openDatabase, type Database } from "#app/data/database.server.ts";

export interface TestDatabase extends Database {
  /** Connection string of this database alone. */
  url: string;
  /** Closes the connections and drops the database. */
  dispose(): Promise<void>;
}

/**
 * A database of the test's own, with all migrations applied and no rows: a copy of the run's
 * template (about 50 ms). Call it once per file in `beforeAll`, and `dispose` in `afterAll`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await createDatabase(inject("testTemplate"));
  const opened = openDatabase(sessionUrl(database.url), () => {});
  return {
    ...opened,
    url: database.url,
    async dispose() {
      await opened.close();
      await database.drop();
    },
  };
}

/** A database with nothing in it, for tests of migrations and of refusals. */
export function createEmptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return createDatabase("template0");
}

async function createDatabase(
  template: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject("testServerUrl");
  const name = nameFor(inject("testTemplate"));
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`),
  );
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

// planwise_test_<seconds>_template_<run> becomes planwise_test_<seconds>_<random>_<run>: the
// global setup finds what a run left behind by its last part.
function nameFor(template: string): string {
  return template.replace("template", randomBytes(6).toString("hex"));
}
