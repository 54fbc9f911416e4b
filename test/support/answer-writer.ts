// A server's write path in a process of its own, to be killed: it starts the embedded PostgreSQL,
// saves answers to several attempts at once and says on its output which ones were acknowledged.
// An answer that failed is sent again under the same key, as a browser would.
// Arguments: data directory, then the ids of the attempts.
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { attemptData } from "#app/data/attempts.server.ts";
import { openDatabase } from "#app/data/database.server.ts";
import { reasonOf } from "#app/platform/startup-error.ts";
import { WRITER_OWNER } from "#test/support/writer-owner.ts";

const [dataDirectory = "", ...attempts] = process.argv.slice(2);

/** Unbuffered: a line is out before the next answer, whatever kills us in between. */
function say(kind: "ready" | "ack" | "log" | "refused", text: string): void {
  writeSync(1, `${kind} ${text}\n`);
}

try {
  const database = await prepareDatabase({
    databaseUrl: null,
    dataDirectory,
    migrationsDirectory: "prisma/migrations",
    log: (line) => say("log", line),
    onGivingUp: (error) => say("refused", error.message),
  });
  const { append } = attemptData(openDatabase(database.url, () => {}));
  process.once("SIGTERM", () => void database.stop().then(() => process.exit(0)));
  say("ready", String(process.pid));
  await Promise.all(attempts.map((attempt) => saveForever(attempt, append)));
} catch (error) {
  say("refused", reasonOf(error));
  process.exitCode = 1;
}

async function saveForever(
  attemptId: string,
  append: ReturnType<typeof attemptData>["append"],
): Promise<never> {
  for (let tabSeq = 1; ; tabSeq += 1) {
    const idemKey = randomUUID();
    const input = {
      attemptId,
      ownerId: WRITER_OWNER,
      kind: "save" as const,
      idemKey,
      actorId: WRITER_OWNER,
      tabId: "tab",
      tabSeq,
      item: "q1",
      payload: { response: { kind: "text", text: `answer ${tabSeq}` } },
      refusal: null,
      clientAt: null,
      graceMs: 10_000,
    };
    for (let saved = false; !saved;) {
      saved = await append({ ...input, now: new Date() }).then(
        ({ outcome }) => outcome === "appended" || outcome === "repeated",
        () => new Promise<false>((resolve) => setTimeout(resolve, 20, false)),
      );
    }
    say("ack", idemKey);
  }
}
