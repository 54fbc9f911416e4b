import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { joinDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { createCredentials } from "#app/adapters/credentials/credentials.server.ts";
import { openDatabase, type Database } from "#app/data/database.server.ts";
import { closedLoop, type LoadResult } from "./closed-loop.ts";
import { projectRoot, type RunningServer } from "./server.ts";

export type SavesResult = { planwise: LoadResult; bare: LoadResult };

const benchPassword = "bench-password";
const clients = 20;
const durationMs = 10_000;

/** Saved answers per second through the whole server, beside a bare insert on the same database. */
export async function measureAnswerSaves(server: RunningServer): Promise<SavesResult> {
  const database = await joinDatabase({
    databaseUrl: null,
    dataDirectory: server.dataDirectory,
    migrationsDirectory: join(projectRoot, "prisma", "migrations"),
    log: () => {},
  });
  const db = openDatabase(database.url, () => {});
  const takers: Taker[] = [];
  for (let taker = 0; taker < clients; taker += 1) takers.push(await startTaker(server.origin, db));
  const planwise = await closedLoop(server.origin, clients, durationMs, (client, round) => {
    const taker = takers[client];
    if (!taker) throw new Error("one taker per client");
    return {
      path: `/assess/attempts/${taker.attempt}/steps`,
      headers: { cookie: taker.cookie, origin: server.origin },
      body: {
        baseSeq: round,
        steps: [
          {
            kind: "save",
            idemKey: `bench-${client}:${round}`,
            tabId: `bench-tab-${client}`,
            tabSeq: round,
            clientAt: null,
            item: taker.item,
            response: { kind: "options", options: [taker.options[round % taker.options.length]] },
          },
        ],
      },
    };
  });

  const bareServer = spawn(
    process.execPath,
    [join(import.meta.dirname, "bare-insert.ts"), database.url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [ready] = (await once(bareServer.stdout, "data")) as [Buffer];
  const port = /ready (\d+)/.exec(ready.toString())?.[1];
  const bare = await closedLoop(
    `http://127.0.0.1:${port}`,
    clients,
    durationMs,
    (client, round) => ({
      path: "/",
      body: {
        idemKey: `bench-${client}:${round}`,
        item: "basic/schema/one",
        response: { kind: "options", options: ["a"] },
      },
    }),
  );
  bareServer.kill();
  await db.close();
  await database.stop();
  return { planwise, bare };
}

type Taker = { cookie: string; attempt: string; item: string; options: readonly string[] };

/** A person of their own with a running attempt: written straight into the tables, used over HTTP. */
async function startTaker(origin: string, db: Database): Promise<Taker> {
  const email = `bench-${crypto.randomUUID()}@bench.planwise.dev`;
  const credentials = createCredentials(
    db,
    { origin, secret: "only makes an account, signs nothing", secureCookies: false },
    { send: async () => {} },
  );
  await credentials.createAccount({
    name: "Bench Taker",
    email,
    role: "learner",
    password: benchPassword,
  });
  const cookie = await signIn(origin, email);
  const started = await fetch(`${origin}/assess/basic`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" },
  });
  const attempt = started.headers.get("location")?.split("/").at(-1);
  if (!attempt) throw new Error(`no attempt was started: ${started.status}`);
  const page = await (
    await fetch(`${origin}/assess/attempts/${attempt}`, { headers: { cookie } })
  ).text();
  return { cookie, attempt, ...(await firstChoice(db, attempt, page)) };
}

export async function signIn(
  origin: string,
  email: string,
  password = benchPassword,
): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin },
    body: new URLSearchParams({ email, password }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  if (!cookie) throw new Error(`signing in failed: ${response.status}`);
  return cookie;
}

async function firstChoice(db: Database, attempt: string, page: string) {
  if (!page.includes("Question")) throw new Error("the examination page did not open");
  const { rows } = await db.pool.query(
    `SELECT item ->> 'id' AS id, item -> 'options' AS options FROM attempt,
       jsonb_array_elements(form -> 'sections') section, jsonb_array_elements(section -> 'items') item
     WHERE attempt.id = $1 AND item ->> 'kind' = 'single' LIMIT 1`,
    [attempt],
  );
  const options = (rows[0].options as { id: string }[]).map((option) => option.id);
  return { item: rows[0].id as string, options };
}
