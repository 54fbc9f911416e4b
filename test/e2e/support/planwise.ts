import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { Client } from "pg";
import { createCredentials } from "#app/adapters/credentials/credentials.server.ts";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { findRunningPostgres } from "#app/adapters/postgres/supervisor.ts";
import { openDatabase } from "#app/data/database.server.ts";
import { DEMO_PASSWORD, DEMO_TEAM } from "#scripts/seed-demo.ts";
import { startLineProcess, type LineProcess } from "#test/support/child-lines.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";

/** The real server, as `npm start` runs it, on a database of its own. */
export interface Planwise {
  /** Where it answers; the same after a restart. */
  origin: string;
  dataDirectory: string;
  /** Everything it has printed so far, over all its lives. */
  log(): readonly string[];
  /** Ends it at once, as a power cut would. With the embedded database, PostgreSQL lives on or is adopted. */
  crash(): Promise<void>;
  /** Starts it again on the same port, directory and database, and waits until it is ready. */
  start(): Promise<void>;
  /** Runs one statement on its database; for what no page can do. */
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts a server with the demo team; `settings` are environment variables on top of the defaults. */
export async function startPlanwise(settings: Record<string, string> = {}): Promise<Planwise> {
  const directory = makeDataDirectory();
  const database = await createOwnDatabase();
  const past: string[] = [];
  let port = "0";
  let server = launch();
  let origin = await ready();
  port = new URL(origin).port;
  if (database !== null) await addDemoTeam(database.url, origin);

  function launch(): LineProcess {
    return startLineProcess(process.execPath, ["scripts/serve.ts"], {
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        PORT: port,
        PLANWISE_DATA_DIR: directory.path,
        ...(database === null ? {} : { DATABASE_URL: database.url }),
        ...settings,
      },
    });
  }
  async function ready(): Promise<string> {
    const line = await server.waitFor(/is ready: http/);
    return /http:\/\/\S+/.exec(line)?.[0] ?? "";
  }
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    server.child.kill(signal);
    await server.ended;
    past.push(...server.lines.splice(0));
  }
  const databaseUrl = (): string => {
    const url = database?.url ?? findRunningPostgres(directory.path)?.url;
    if (url === undefined) throw new Error("the database is not running");
    return url;
  };
  return {
    get origin() {
      return origin;
    },
    dataDirectory: directory.path,
    log: () => [...past, ...server.lines],
    crash: () => end("SIGKILL"),
    async start() {
      server = launch();
      origin = await ready();
    },
    async sql<Row>(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: databaseUrl(), options: "-c TimeZone=UTC" });
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end();
      }
    },
    async stop() {
      await end("SIGTERM");
      await database?.drop();
      directory.remove();
      rmSync(directory.path, { recursive: true, force: true });
    },
  };
}

/** On TEST_DATABASE_URL a database of this server's own; without it null: the embedded one. */
async function createOwnDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const server = process.env["TEST_DATABASE_URL"];
  if (server === undefined || server === "") return null;
  const name = `planwise_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}_e2e`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

// The server itself makes the demo team on its embedded database only.
async function addDemoTeam(url: string, origin: string): Promise<void> {
  const db = openDatabase(url, () => {});
  const secret = randomBytes(33).toString("base64url");
  const mailer = { send: async () => {} };
  const credentials = createCredentials(db, { origin, secret, secureCookies: false }, mailer);
  for (const person of DEMO_TEAM) {
    await credentials.createAccount({ ...person, password: DEMO_PASSWORD });
  }
  await db.close();
}
