/// <reference lib="webworker" />
/**
 * Entry of the browser's lab worker: one engine on one session. The page ends it from outside when
 * a query runs away. The engines, their wasm and the data load on the first open, never before.
 */
import wasmUrl from "libpg-query/wasm/libpg-query.wasm?url";
import type { EngineName } from "#app/domain/exercise/exercise.ts";
import type { SqlEngine, SqlSession } from "#app/domain/exercise/ports.ts";
import type { ScriptParser } from "#app/adapters/sql/script-parser.ts";
import type { TableExport } from "#app/adapters/sql/table-export.ts";
import type {
  LabAnswers,
  LabAsk,
  LabData,
  LabReply,
  LabRequest,
  LabTable,
} from "./lab-protocol.ts";

declare const self: DedicatedWorkerGlobalScope;

type Open = { session: SqlSession; data: LabData; describe(): Promise<LabTable[]> };
let current: Open | null = null;
let parser: Promise<ScriptParser> | undefined;

function send(reply: LabReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  self.postMessage(reply);
}

const progress = (words: string) => send({ type: "progress", words });

self.addEventListener("message", (event: MessageEvent<LabRequest>) => {
  void answer(event.data);
});

async function answer(request: LabRequest): Promise<void> {
  const { id } = request;
  try {
    send({ type: "done", id, value: await valueOf(request) });
  } catch (thrown) {
    send({
      type: "failed",
      id,
      message: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}

async function valueOf(ask: LabAsk): Promise<LabAnswers[LabAsk["type"]]> {
  if (ask.type === "open") return open(ask.engine, ask.data);
  if (current === null) throw new Error("The lab has not been opened.");
  const { session, data } = current;
  switch (ask.type) {
    case "run":
      return session.run(ask.script);
    case "explain":
      return session.explain(ask.sql);
    case "call":
      return (await typescriptSandbox()).call(ask.source, ask.args, session, data.clock);
    case "describe":
      return current.describe();
  }
}

async function open(name: EngineName, data: LabData): Promise<null> {
  await current?.session.close();
  current = null;
  const tables: TableExport[] = [];
  const engine = name === "pglite" ? await fullEngine(data) : await smallEngine(data, tables);
  progress("Opening the data…");
  const { clock, setup } = data;
  const session = await engine.open({ name: data.name, variant: "default", clock, setup });
  const describe = async () => {
    const { describeExports, describeTables } = await import("./describe-tables.ts");
    return name === "pglite" ? describeTables(session) : describeExports(tables);
  };
  current = { session, data, describe };
  progress("Ready");
  return null;
}

async function fullEngine(data: LabData): Promise<SqlEngine> {
  progress("Loading PostgreSQL, about 5 MB the first time…");
  // The data travels while the engine loads.
  const downloading = download(data.snapshotUrl);
  downloading.catch(() => {});
  const [{ createPgliteEngine }, { createScriptParser }] = await Promise.all([
    import("#app/adapters/sql/pglite-engine.ts"),
    import("#app/adapters/sql/script-parser.ts"),
  ]);
  return createPgliteEngine({
    snapshot: async () => archive(await downloading),
    parser: () =>
      (parser ??= createScriptParser(async () => WebAssembly.compile(await download(wasmUrl)))),
  });
}

/** What it loads is also put into `loaded`, for the schema panel. */
async function smallEngine(data: LabData, loaded: TableExport[]): Promise<SqlEngine> {
  const { tablesUrl } = data;
  if (tablesUrl === null) throw new Error("This exercise needs the full engine.");
  progress("Loading the small engine…");
  // The data travels while the engine loads, and the engine's parts load side by side.
  const downloading = download(tablesUrl);
  downloading.catch(() => {});
  const { createPgMemEngine } = await import("./small-engine.ts");
  return createPgMemEngine({
    async tables() {
      // Our own server made and checked this file.
      const text = new TextDecoder().decode(await downloading);
      loaded.push(...(JSON.parse(text) as TableExport[]));
      return loaded;
    },
  });
}

async function typescriptSandbox() {
  const [{ createTypeScriptSandbox }, { loadQuickJs }, { createPostgrestHandler }] =
    await Promise.all([
      import("#app/adapters/sandbox/sandbox.ts"),
      import("#app/adapters/sandbox/load-quickjs.browser.ts"),
      import("#app/adapters/sql/postgrest/handler.ts"),
    ]);
  return createTypeScriptSandbox({ quickJs: loadQuickJs, openClient: createPostgrestHandler });
}

async function download(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (response.ok) return response.arrayBuffer();
  throw new Error(
    `The data could not be loaded (HTTP ${response.status}). Check the connection and try again.`,
  );
}

/** A server may have unpacked the archive on the way. */
function archive(bytes: ArrayBuffer): Blob {
  const [first, second] = new Uint8Array(bytes);
  const zipped = first === 0x1f && second === 0x8b;
  return new Blob([bytes], { type: zipped ? "application/gzip" : "application/x-tar" });
}
