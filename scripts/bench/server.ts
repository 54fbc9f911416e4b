import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "..", "..");

export type RunningServer = { origin: string; dataDirectory: string; stop(): Promise<void> };

/** The real server on an embedded database of its own, in a directory that goes away afterwards. */
export async function startServer(): Promise<RunningServer> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "planwise-bench-"));
  const child = spawn(process.execPath, [join(projectRoot, "scripts", "serve.ts")], {
    cwd: projectRoot,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: "0",
      PLANWISE_DATA_DIR: dataDirectory,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await readyAddress(child);
  return {
    origin,
    dataDirectory,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Goes on reading what the server prints: an unread pipe would stop it. */
function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      seen = (seen + chunk.toString()).slice(-10_000);
      const address = /is ready: (http:\/\/\S+)/.exec(seen)?.[1];
      if (address) resolve(address);
    });
    child.once("exit", () => reject(new Error(`The server ended before it was ready:\n${seen}`)));
  });
}
