import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { startLineProcess } from "#test/support/child-lines.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

/** What the server says when it refuses to start, and the data directory it would have used. */
async function refusal(settings: Record<string, string>) {
  const directory = makeDataDirectory();
  cleanups.push(directory.remove);
  const { NODE_ENV: _test, ...environment } = process.env;
  const server = startLineProcess(process.execPath, ["scripts/serve.ts"], {
    env: { ...environment, PORT: "0", PLANWISE_DATA_DIR: directory.path, ...settings },
  });
  const status = await server.ended;
  return { status, text: server.lines.join("\n"), directory: directory.path };
}

async function takePort(): Promise<string> {
  const other = createServer().listen(0, "127.0.0.1");
  cleanups.push(() => void other.close());
  await once(other, "listening");
  return String((other.address() as AddressInfo).port);
}

describe("the server refuses to start, says what to do, and has started nothing", () => {
  test.each([
    [
      "production without a secret",
      async () => ({ NODE_ENV: "production" }),
      /^Planwise cannot start with these settings:\n {2}PLANWISE_SECRET is missing: it signs people's sessions and NODE_ENV=production is set\. Make one with `openssl rand -base64 33` and keep it\.$/,
    ],
    [
      "open to other machines without a secret",
      async () => ({ PLANWISE_HOST: "0.0.0.0" }),
      /PLANWISE_SECRET is missing/,
    ],
    [
      "several malformed settings",
      async () => ({ PORT: "http", PLANWISE_ORIGIN: "example.com" }),
      /PORT must be a whole number.*\n.*PLANWISE_ORIGIN must be an address/,
    ],
    [
      "a port in use",
      async () => ({ PORT: await takePort() }),
      /^Port \d+ is in use by another program\. Stop it, or choose another port: PORT=\d+ npm start\.$/,
    ],
    [
      "a database that does not answer",
      async () => ({ DATABASE_URL: "postgresql://me:hidden@127.0.0.1:1/planwise" }),
      /^The PostgreSQL at 127\.0\.0\.1:1 does not answer: nothing listens there\. Start it, or correct the address in DATABASE_URL\.$/,
    ],
  ])("%s", async (_case, settings, message) => {
    const { status, text, directory } = await refusal(await settings());
    expect(text).toMatch(message);
    expect(text).not.toMatch(/hidden|\n\s+at /);
    expect(status).toBe(1);
    expect(existsSync(directory)).toBe(false);
  });
});
