/// <reference lib="webworker" />
/** Grades in a browser worker with the code the server uses. Only tests build this: it needs the solutions. */
import wasmUrl from "libpg-query/wasm/libpg-query.wasm?url";
import "#app/adapters/grading/node-globals.ts";
import { loadQuickJs } from "#app/adapters/sandbox/load-quickjs.browser.ts";
import { createTypeScriptSandbox } from "#app/adapters/sandbox/sandbox.ts";
import { createPgMemEngine } from "#app/adapters/sql/pg-mem-engine.ts";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { createPostgrestHandler } from "#app/adapters/sql/postgrest/handler.ts";
import { createScriptParser, type ScriptParser } from "#app/adapters/sql/script-parser.ts";
import { parseTables } from "#app/adapters/sql/table-export.ts";
import type { EngineName, Exercise } from "#app/domain/exercise/exercise.ts";
import { gradeExercise, type GradeParts } from "#app/domain/exercise/grade-exercise.ts";

declare const self: DedicatedWorkerGlobalScope;

export type ParityRequest = { exercise: Exercise; submission: string; engine: EngineName };

const references: GradeParts["references"] = new Map();
let parser: Promise<ScriptParser> | undefined;

async function download(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

const pglite = createPgliteEngine({
  snapshot: async (name, variant) =>
    new Blob([await download(`/data/${name}/${variant}.tar.gz`)], { type: "application/gzip" }),
  parser: () =>
    (parser ??= createScriptParser(async () => WebAssembly.compile(await download(wasmUrl)))),
});
const pgMem = createPgMemEngine({
  tables: async (name, variant) =>
    parseTables(new TextDecoder().decode(await download(`/data/${name}/${variant}.json`))),
});
const sandbox = createTypeScriptSandbox({
  quickJs: loadQuickJs,
  openClient: createPostgrestHandler,
});

self.addEventListener("message", async (event: MessageEvent<ParityRequest>) => {
  const { exercise, submission, engine } = event.data;
  const answer = await gradeExercise(exercise, submission, {
    engine: engine === "pg-mem" ? pgMem : pglite,
    truth: pglite,
    sandbox,
    references,
    stopwatch: () => performance.now(),
    onPhase: () => {},
  }).catch((thrown: unknown) => ({ kind: "broken", reason: String(thrown) }));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  self.postMessage(answer);
});
