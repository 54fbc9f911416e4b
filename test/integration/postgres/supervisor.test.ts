import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { withClient } from "#app/adapters/postgres/connect.ts";
import { lockDataDirectory } from "#app/adapters/postgres/data-directory-lock.ts";
import { readPostmasterFile } from "#app/adapters/postgres/postmaster.ts";
import { joinDatabase, prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { processStartTime } from "#app/adapters/postgres/process-identity.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";
import { canReach } from "#app/adapters/postgres/system-account.ts";
import { startLineProcess, type LineProcess } from "#test/support/child-lines.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";

const quiet = (): void => {};
const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function dataDirectory(): string {
  const directory = makeDataDirectory();
  cleanups.push(directory.remove);
  return directory.path;
}

/** A Planwise without attempts to write to: it starts PostgreSQL and waits. */
function startHolder(directory: string, options: { uid?: number; gid?: number } = {}): LineProcess {
  const holder = startLineProcess(
    process.execPath,
    ["test/support/answer-writer.ts", directory],
    options,
  );
  cleanups.push(async () => {
    holder.child.kill("SIGTERM");
    await holder.ended;
  });
  return holder;
}

async function start(directory: string, log: (line: string) => void = quiet) {
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, log });
  cleanups.push(postgres.stop);
  return postgres;
}

describe("one Planwise per data directory", () => {
  test("a second process is refused with the first one's pid, and the first goes on", async () => {
    const directory = dataDirectory();
    const first = startHolder(directory);
    await first.waitFor(/^ready/);
    const second = startHolder(directory);
    expect(await second.waitFor(/^refused/)).toBe(
      `refused Planwise is already running on this data directory (pid ${first.child.pid}). Stop it, or choose another with PLANWISE_DATA_DIR.`,
    );
    expect(await second.ended).toBe(1);
    const running = findRunningPostgres(directory);
    expect(running?.planwisePid).toBe(first.child.pid);
    await withClient(running?.url ?? "", (client) => client.query("SELECT 1"));
  });

  test("of four started at once on a dead one's directory, exactly one runs", async () => {
    const directory = dataDirectory();
    const dead = startHolder(directory);
    await dead.waitFor(/^ready/);
    dead.child.kill("SIGKILL");
    await dead.ended;
    const four = Array.from({ length: 4 }, () => startHolder(directory));
    const outcomes = await Promise.all(four.map((one) => one.waitFor(/^(ready|refused)/)));
    expect(outcomes.filter((line) => line.startsWith("ready"))).toHaveLength(1);
    expect(outcomes.filter((line) => /already running/.test(line))).toHaveLength(3);
  });

  test("a lock whose process id now belongs to another process does not hold", () => {
    const directory = dataDirectory();
    mkdirSync(directory);
    const lock = lockDataDirectory(directory);
    const file = join(directory, "planwise.lock.1");
    const held = JSON.parse(readFileSync(file, "utf8")) as { started: string };
    expect(() => lockDataDirectory(directory)).toThrow(/already running/);
    writeFileSync(file, JSON.stringify({ ...held, started: "1" }));
    lockDataDirectory(directory).release();
    lock.release();
  });

  test("a lock of another machine holds as long as it is touched", () => {
    const directory = dataDirectory();
    mkdirSync(directory);
    const elsewhere = {
      pid: 1,
      started: "1",
      world: "other/pid:[1]",
      host: "far-away",
      released: false,
    };
    writeFileSync(join(directory, "planwise.lock.1"), JSON.stringify(elsewhere));
    expect(() => lockDataDirectory(directory)).toThrow(/\(pid 1 on far-away\)/);
  });

  test("a command beside a running server uses its PostgreSQL and leaves it running", async () => {
    const directory = dataDirectory();
    const server = startHolder(directory);
    await server.waitFor(/^ready/);
    const options = {
      databaseUrl: null,
      dataDirectory: directory,
      migrationsDirectory: "prisma/migrations",
      log: quiet,
    };
    const joined = await joinDatabase(options);
    await withClient(joined.url, (client) => client.query("SELECT count(*) FROM user_account"));
    await joined.stop();
    expect(findRunningPostgres(directory)).not.toBeNull();
  });
});

describe("what a killed server leaves behind", () => {
  test("an orphaned PostgreSQL is found, stopped in order and replaced", async () => {
    const directory = dataDirectory();
    const killed = startHolder(directory);
    await killed.waitFor(/^ready/);
    killed.child.kill("SIGKILL");
    await killed.ended;
    const orphan = readPostmasterFile(join(directory, "postgres"));
    expect(processStartTime(orphan?.pid ?? 0)).not.toBeNull();
    const lines: string[] = [];
    const postgres = await start(directory, (line) => lines.push(line));
    expect(lines).toContain(
      `Stopping the PostgreSQL that an interrupted Planwise left running (pid ${orphan?.pid}) …`,
    );
    expect(processStartTime(orphan?.pid ?? 0)).toBeNull();
    expect(postgres.pid()).not.toBe(orphan?.pid);
  });

  test("a postmaster.pid that names somebody else's process harms neither", async () => {
    const directory = dataDirectory();
    await (await start(directory)).stop();
    const bystander = startLineProcess("sleep", ["600"]);
    cleanups.push(() => void bystander.child.kill());
    const file = join(directory, "postgres", "postmaster.pid");
    writeFileSync(
      file,
      `${bystander.child.pid}\n${join(directory, "postgres")}\n1\n5432\n\n\n\nready\n`,
    );
    const postgres = await start(directory);
    await withClient(postgres.url, (client) => client.query("SELECT 1"));
    expect(processStartTime(bystander.child.pid ?? 0)).not.toBeNull();
  });

  test("a first start that was cut short begins again", async () => {
    const directory = dataDirectory();
    await (await start(directory)).stop();
    const data = join(directory, "postgres");
    renameSync(data, `${data}.new`);
    rmSync(join(`${data}.new`, "PG_VERSION"));
    const postgres = await start(directory);
    await withClient(postgres.url, (client) => client.query("SELECT 1"));
    expect(existsSync(`${data}.new`)).toBe(false);
  });
});

test("stopping leaves nothing running, and starting again keeps what was stored", async () => {
  const directory = dataDirectory();
  const first = await start(directory);
  await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS n"));
  const pid = first.pid();
  await first.stop();
  expect(processStartTime(pid)).toBeNull();
  expect(findRunningPostgres(directory)).toBeNull();
  const second = await start(directory);
  const kept = await withClient(second.url, (client) => client.query("SELECT n FROM kept"));
  expect(kept.rows).toEqual([{ n: 42 }]);
});

test("PostgreSQL that dies is started again, and pools go on", async () => {
  const directory = dataDirectory();
  const lines: string[] = [];
  const restarted = Promise.withResolvers<void>();
  const postgres = await start(directory, (line) => {
    lines.push(line);
    if (line.startsWith("PostgreSQL runs again")) restarted.resolve();
  });
  const before = postgres.pid();
  process.kill(before, "SIGKILL");
  await restarted.promise;
  expect(postgres.pid()).not.toBe(before);
  expect(lines).toContain("PostgreSQL stopped unexpectedly; starting it again …");
  await withClient(postgres.url, (client) => client.query("SELECT 1"));
});

test("only the private socket answers, and only to the role with the password", async () => {
  const postgres = await start(dataDirectory());
  const settings = await withClient(postgres.url, (client) =>
    client.query(
      "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'data_checksums', 'unix_socket_permissions') ORDER BY name",
    ),
  );
  expect(settings.rows).toEqual([
    { name: "data_checksums", setting: "on" },
    { name: "fsync", setting: "on" },
    { name: "listen_addresses", setting: "" },
    { name: "unix_socket_permissions", setting: "0700" },
  ]);
  const wrong = Object.assign(new URL(postgres.url), { password: "wrong" }).href;
  await expect(withClient(wrong, (client) => client.query("SELECT 1"))).rejects.toThrow(/password/);
  const role = await withClient(postgres.url, (client) =>
    client.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
  );
  expect(role.rows).toEqual([{ rolsuper: false }]);
});

describe("awkward places", () => {
  test("a path too long for a socket: the socket goes to a private directory elsewhere", async () => {
    const directory = join(dataDirectory(), "x".repeat(60), "y".repeat(60));
    const postgres = await start(directory);
    const socket = new URL(postgres.url).searchParams.get("host") ?? "";
    expect(socket.startsWith(directory)).toBe(false);
    await withClient(postgres.url, (client) => client.query("SELECT 1"));
    await postgres.stop();
    expect(existsSync(socket)).toBe(false);
  });

  test("a data directory of another PostgreSQL version is refused with what to do", async () => {
    const directory = dataDirectory();
    await (await start(directory)).stop();
    writeFileSync(join(directory, "postgres", "PG_VERSION"), "17\n");
    await expect(start(directory)).rejects.toThrow(
      /was made by PostgreSQL 17 and this Planwise brings PostgreSQL 18/,
    );
  });

  test("a data directory that cannot be used is refused with what to do", async () => {
    await expect(start(resolve("package.json", "data"))).rejects.toThrow(
      /^The data directory .*package\.json\/data cannot be used .* Choose another with PLANWISE_DATA_DIR\.$/,
    );
  });

  test.runIf(asRoot)(
    "root's closed home: the cluster goes where PostgreSQL can, and says so",
    async () => {
      const home = mkdtempSync(join(tmpdir(), "planwise-closed-"));
      chmodSync(home, 0o700);
      cleanups.push(() => rmSync(home, { recursive: true }));
      const directory = join(home, "data");
      const lines: string[] = [];
      const postgres = await start(directory, (line) => lines.push(line));
      const place = readFileSync(join(directory, "postgres.location"), "utf8").trim();
      cleanups.unshift(() => rmSync(place, { recursive: true }));
      expect(lines).toContainEqual(expect.stringContaining(`its files are in ${place}`));
      expect(place).toMatch(/^\/var\/lib\/planwise\//);
      await withClient(postgres.url, (client) => client.query("CREATE TABLE kept ()"));
      await postgres.stop();
      const again = await start(directory);
      await withClient(again.url, (client) => client.query("SELECT FROM kept"));
      await again.stop();
      renameSync(place, `${place}.away`);
      await expect(start(directory)).rejects.toThrow(/was kept in .*, which is gone\. Restore it/);
      renameSync(`${place}.away`, place);
    },
  );

  // A checkout that only root may enter cannot be run by anybody else.
  test.runIf(
    asRoot && canReach(resolve("package.json"), { name: "nobody", uid: NOBODY, gid: NOBODY }),
  )("an ordinary user runs it too, and root's directory is refused to them", async () => {
    const parent = mkdtempSync(join(tmpdir(), "planwise-user-"));
    chmodSync(parent, 0o777);
    cleanups.push(() => rmSync(parent, { recursive: true }));
    const theirs = join(parent, "theirs");
    const user = { uid: NOBODY, gid: NOBODY };
    const holder = startHolder(theirs, user);
    await holder.waitFor(/^ready/);
    const owned = readdirSync(theirs).includes("postgres");
    expect(owned).toBe(true);
    holder.child.kill("SIGTERM");
    await holder.ended;
    const roots = dataDirectory();
    await (await start(roots)).stop();
    chmodSync(roots, 0o777);
    const refused = startHolder(roots, user);
    expect(await refused.waitFor(/^refused/)).toMatch(
      /belongs to another user\. Start Planwise as that user, or choose another directory with PLANWISE_DATA_DIR\./,
    );
  });
});

test("the migrations apply to the embedded database as its ordinary role", async () => {
  const database = await prepareDatabase({
    databaseUrl: null,
    dataDirectory: dataDirectory(),
    migrationsDirectory: "prisma/migrations",
    log: quiet,
  });
  cleanups.push(database.stop);
  const tables = await withClient(database.url, (client) =>
    client.query("SELECT tableowner FROM pg_tables WHERE tablename = 'attempt_step'"),
  );
  expect(tables.rows).toEqual([{ tableowner: "planwise" }]);
});
