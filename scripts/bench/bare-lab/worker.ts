/// <reference lib="webworker" />
// The least a page needs for a query: the engine as its makers document it, the data, nothing of ours
// between (for pg-mem our loader, which makes its tables). It measures the query inside the worker.

declare const self: DedicatedWorkerGlobalScope;

export type BareRequest = { engine: "pglite" | "pg-mem"; data: string; sql: string };
export type BareReply = { rows: (string | null)[][]; ms: number };

type Query = (sql: string) => Promise<(string | null)[][]>;
let opened: Promise<Query> | undefined;

self.addEventListener("message", async ({ data }: MessageEvent<BareRequest>) => {
  opened ??= data.engine === "pglite" ? openPglite(data.data) : openPgMem(data.data);
  const query = await opened;
  const began = performance.now();
  const rows = await query(data.sql);
  const ms = performance.now() - began;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  self.postMessage({ rows, ms } satisfies BareReply);
});

async function openPglite(address: string): Promise<Query> {
  const [{ PGlite }, response] = await Promise.all([
    import("@electric-sql/pglite"),
    fetch(address),
  ]);
  const pg = await PGlite.create({ loadDataDir: await response.blob() });
  const text = { rowMode: "array", parsers: textOnly() } as const;
  return async (sql) => (await pg.query<(string | null)[]>(sql, [], text)).rows;
}

/** Values as PostgreSQL writes them, whatever their type. */
function textOnly(): Record<number, (value: string) => string> {
  return new Proxy({}, { get: () => (value: string) => value, has: () => true });
}

async function openPgMem(address: string): Promise<Query> {
  const [{ createPgMemEngine }, response] = await Promise.all([
    import("#app/adapters/grading/small-engine.ts"),
    fetch(address),
  ]);
  const engine = createPgMemEngine({ tables: () => response.json() });
  const session = await engine.open({
    name: "bare",
    variant: "default",
    clock: "2026-01-15T12:00:00Z",
    setup: null,
  });
  return async (sql) => {
    const outcome = await session.query(sql);
    if (outcome.kind !== "completed") throw new Error(JSON.stringify(outcome));
    return outcome.result.rows.map((row) => [...row]);
  };
}
