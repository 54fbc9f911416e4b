/**
 * TypeScript submissions in a process that can be killed: each line of standard input is a source as
 * JSON text; each is called on a client that answers every request with one row, and its outcome is
 * printed as one JSON line. Run with --expose-gc.
 */
import { createInterface } from "node:readline";
import { loadQuickJs } from "#app/adapters/sandbox/load-quickjs.server.ts";
import { createTypeScriptSandbox } from "#app/adapters/sandbox/sandbox.ts";
import type { SqlSession } from "#app/domain/exercise/ports.ts";

const sandbox = createTypeScriptSandbox({
  quickJs: loadQuickJs,
  openClient: () => async () => ({ status: 200, headers: {}, body: '[{"id":1}]' }),
});
for await (const line of createInterface({ input: process.stdin })) {
  const source = JSON.parse(line) as string;
  const outcome = await sandbox.call(source, [], {} as SqlSession, "2026-01-15T12:00:00Z");
  globalThis.gc?.();
  const { rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ outcome, rss, pid: process.pid })}\n`);
}
