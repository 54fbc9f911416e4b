/**
 * Entry of the grading child: a process without environment, secrets or network code that holds the
 * engines. It grades one submission at a time; the parent kills it from outside when it hangs or
 * grows. Run as: node grading-child.ts '{"datasetDirs": [...], "cacheDir": "..."}'
 */
import { createInterface } from "node:readline";
import { z } from "zod";
import { loadQuickJs } from "#app/adapters/sandbox/load-quickjs.server.ts";
import { createTypeScriptSandbox } from "#app/adapters/sandbox/sandbox.ts";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { createPostgrestHandler } from "#app/adapters/sql/postgrest/handler.ts";
import { createPgMemEngine } from "#app/adapters/sql/pg-mem-engine.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { gradeExercise, type GradeParts } from "#app/domain/exercise/grade-exercise.ts";
import { collectingAfterClose } from "./collecting-engine.ts";
import type { GradeRequest, Reply } from "./protocol.ts";
import { withSpare } from "./spare-engine.ts";

const REFERENCES_KEPT = 200;

const settings = z
  .strictObject({ datasetDirs: z.array(z.string()), cacheDir: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const store = createSnapshotStore({
  ...settings,
  parser: nodeScriptParser,
  report: () => {},
});
const plain = collectingAfterClose(
  createPgliteEngine({ snapshot: store.blob, parser: nodeScriptParser }),
);
const pgMem = createPgMemEngine({ tables: store.tables });
const spare = withSpare(plain);
const references: GradeParts["references"] = new Map();
const sandbox = createTypeScriptSandbox({
  quickJs: loadQuickJs,
  openClient: createPostgrestHandler,
});

function send(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

async function grade(request: GradeRequest): Promise<void> {
  const { id, submission } = request;
  if (references.size > REFERENCES_KEPT) references.clear();
  const grade = await gradeExercise({ ...request.exercise, wrong: [] }, submission, {
    engine: request.engine === "pg-mem" ? pgMem : spare.engine,
    truth: plain,
    sandbox,
    references,
    stopwatch: () => performance.now(),
    onPhase: (phase) => send({ type: "phase", id, phase }),
  });
  if (grade.kind === "graded") send({ type: "graded", id, verdict: grade.verdict });
  else send({ type: "died", id, reason: grade.reason.slice(0, 2_000) });
}

async function serve(): Promise<void> {
  await nodeScriptParser();
  send({ type: "ready" });
  for await (const line of createInterface({ input: process.stdin })) {
    // The parent is the only one who writes here, with its own types.
    const request = JSON.parse(line) as GradeRequest;
    try {
      await grade(request);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      send({ type: "broken", id: request.id, reason: reason.slice(0, 4_000) });
    }
    spare.warm({
      name: request.exercise.dataset,
      variant: "default",
      clock: request.exercise.clock,
      setup: request.exercise.setup,
    });
  }
}

await serve();
process.exit(0);
