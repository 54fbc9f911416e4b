import type { BareReply, BareRequest } from "./worker.ts";

// Runs the query its address names, shows the rows as a table, and runs it again when asked to.
const { engine, data, sql } = Object.fromEntries(new URLSearchParams(location.search));
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function run(): Promise<BareReply> {
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent<BareReply>) => resolve(event.data), {
      once: true,
    });
    worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage({ engine, data, sql } as BareRequest);
  });
}

function show({ rows }: BareReply): void {
  const table = document.createElement("table");
  for (const row of rows) {
    const line = table.insertRow();
    for (const cell of row) line.insertCell().textContent = cell ?? "NULL";
  }
  document.body.replaceChildren(table);
}

show(await run());
Object.assign(globalThis, { engineMs: async () => (await run()).ms });
