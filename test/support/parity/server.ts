import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "vite";
import type { SnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** The policy the product's pages have: a grade must not need more than they allow. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Builds the test page once and serves it with the snapshots under /data/<name>/<variant>. */
export async function serveParity(
  store: SnapshotStore,
  outDir: string,
): Promise<{ origin: string; server: Server }> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  });
  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? "/", "http://localhost").pathname;
    const [, folder, name, last] = address.split("/");
    if (folder === "data" && name !== undefined && last !== undefined) {
      const variant = last.replace(/\..*$/, "");
      if (last.endsWith(".json")) {
        const tables = await store.tables(name, variant);
        response.setHeader("Content-Type", "application/json").end(JSON.stringify(tables));
        return;
      }
      const file = await store.ensure(name, variant);
      createReadStream(file.tar).pipe(response.setHeader("Content-Type", "application/gzip"));
      return;
    }
    const file = path.join(outDir, address === "/" ? "index.html" : address);
    if (!file.startsWith(outDir) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "application/octet-stream");
    response.setHeader("Content-Security-Policy", POLICY);
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, server };
}
