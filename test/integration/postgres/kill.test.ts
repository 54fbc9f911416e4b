import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRunningPostgres } from "#app/adapters/postgres/supervisor.ts";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { readPostmasterFile } from "#app/adapters/postgres/postmaster.ts";
import { attemptData } from "#app/data/attempts.server.ts";
import { openDatabase } from "#app/data/database.server.ts";
import { WRITER_OWNER } from "#test/support/writer-owner.ts";
import { startLineProcess, type LineProcess } from "#test/support/child-lines.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";

const KILLS = 25;
const WRITERS = 4;
const VICTIMS = ["PostgreSQL", "the server", "both"] as const;

const quiet = (): void => {};
const directory = makeDataDirectory();
const attempts = Array.from({ length: WRITERS }, () => randomUUID());
const options = {
  databaseUrl: null,
  dataDirectory: directory.path,
  migrationsDirectory: "prisma/migrations",
  log: quiet,
};

beforeAll(async () => {
  const database = await prepareDatabase(options);
  const db = openDatabase(database.url, quiet);
  await db.prisma.user.create({
    data: { id: WRITER_OWNER, name: "Writer", email: "writer@example.com" },
  });
  const now = new Date();
  for (const [index, id] of attempts.entries()) {
    await attemptData(db).start({
      id,
      userId: WRITER_OWNER,
      assessment: "basic",
      number: index + 1,
      form: [] as never,
      items: [],
      idemKey: `start-${id}`,
      tabId: null,
      now,
      deadline: new Date(now.getTime() + 3_600_000),
      detail: {},
    });
  }
  await db.close();
  await database.stop();
});
afterAll(() => directory.remove());

function startWriter(): LineProcess {
  return startLineProcess(process.execPath, [
    "test/support/answer-writer.ts",
    directory.path,
    ...attempts,
  ]);
}

function acknowledged(writer: LineProcess): string[] {
  return writer.lines.filter((line) => line.startsWith("ack ")).map((line) => line.slice(4));
}

function killServer(writer: LineProcess): Promise<unknown> {
  writer.child.kill("SIGKILL");
  return writer.ended;
}

function killPostgres(): void {
  const file = readPostmasterFile(`${directory.path}/postgres`);
  process.kill(file?.pid ?? 0, "SIGKILL");
}

test(
  `kill -9 of PostgreSQL, of the server and of both, ${KILLS} times while answers are saved: every acknowledged answer is there, once`,
  { timeout: 400_000 },
  async () => {
    const acks: string[] = [];
    let writer = startWriter();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = VICTIMS[kill % VICTIMS.length];
      // At another point of the stream each time, always between two acknowledgements.
      await writer.waitForCount(/^ack /, acknowledged(writer).length + 20 + ((kill * 7) % 23));
      if (victim === "PostgreSQL") {
        killPostgres();
      } else {
        await killServer(writer);
        if (victim === "both") killPostgres();
        acks.push(...acknowledged(writer));
        writer = startWriter();
      }
    }
    await writer.waitForCount(/^ack /, acknowledged(writer).length + 20);
    writer.child.kill("SIGTERM");
    await writer.ended;
    acks.push(...acknowledged(writer));

    const database = await prepareDatabase(options);
    const db = openDatabase(database.url, quiet);
    const stored = await db.prisma.attemptStep.findMany({
      where: { kind: "save" },
      select: { idemKey: true },
    });
    const counts = Map.groupBy(stored, ({ idemKey }) => idemKey);
    const lost = acks.filter((key) => counts.get(key)?.length !== 1);
    const broken = await Promise.all(
      attempts.map((id) => db.pool.query("SELECT broken_seq FROM verify_attempt($1)", [id])),
    );
    await db.close();
    await database.stop();
    console.info(`${KILLS} kills, ${acks.length} acknowledged answers, ${stored.length} stored`);
    expect(acks.length).toBeGreaterThan(KILLS * 20);
    expect(lost).toEqual([]);
    expect(stored.length).toBe(counts.size);
    expect(broken.flatMap(({ rows }) => rows)).toEqual([]);
    expect(findRunningPostgres(directory.path)).toBeNull();
  },
);
