import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHttpApp } from "#scripts/server/http-app.ts";
import { readBody } from "#scripts/server/body.ts";
import { sendReason } from "#scripts/server/reason.ts";
import { staticFiles } from "#scripts/server/static-files.ts";

const SCRIPT = "export const answer = 42;\n".repeat(100);
const built = mkdtempSync(join(tmpdir(), "planwise-built-"));
const log: string[] = [];
const state = { draining: false, databaseAnswers: true };
const stored: string[] = [];

const app = createHttpApp({
  origin: null,
  loopbackOnly: true,
  trustedProxies: 0,
  development: false,
  pingDatabase: async () => {
    if (!state.databaseAnswers) throw new Error("down");
  },
  isDraining: () => state.draining,
  files: (request, response, next) => staticFiles(built, false)(request, response, next),
  pages: async (request, response) => {
    if (request.path === "/broken") throw new Error("a page that fails");
    const body = await readBody(request);
    if (!body.ok) {
      response.set("Connection", "close");
      return sendReason(request, response, body.status, body.reason);
    }
    if (body.bytes !== null) stored.push(Buffer.from(body.bytes).toString());
    response.type("html").send(`<p>${"page ".repeat(500)}</p>`);
  },
  log: (line) => log.push(line),
});
const server = createServer(app);
let base: string;

beforeAll(async () => {
  mkdirSync(join(built, "assets"));
  writeFileSync(join(built, "assets", "app-abc123.js"), SCRIPT);
  writeFileSync(join(built, "assets", "app-abc123.js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(join(built, ".env"), "SECRET=1");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(built, { recursive: true });
});
beforeEach(() => {
  log.length = 0;
  stored.length = 0;
  Object.assign(state, { draining: false, databaseAnswers: true });
});

describe("health", () => {
  test.each([
    ["/healthz", {}, 200],
    ["/healthz", { databaseAnswers: false }, 200],
    ["/readyz", {}, 200],
    ["/readyz", { databaseAnswers: false }, 503],
    ["/readyz", { draining: true }, 503],
  ])("%s with %j answers %i", async (path, change, status) => {
    Object.assign(state, change);
    expect((await fetch(base + path)).status).toBe(status);
  });
});

test("every page carries the security headers, with a nonce of its own", async () => {
  const [one, two] = await Promise.all([fetch(base), fetch(`${base}/missing`)]);
  for (const response of [one, two]) {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "content-security-policy": expect.stringMatching(
        /^default-src 'none'; script-src 'self' 'nonce-[\w+/=]{24}'; .*frame-ancestors 'none'; base-uri 'none'$/,
      ),
    });
    expect(response.headers.has("x-powered-by")).toBe(false);
  }
  expect(one.headers.get("content-security-policy")).not.toBe(
    two.headers.get("content-security-policy"),
  );
});

describe("built files", () => {
  test("are kept forever, sent compressed, and may compile WebAssembly in a worker", async () => {
    const response = await fetch(`${base}/assets/app-abc123.js`, {
      headers: { "accept-encoding": "br" },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "br",
      "content-type": "text/javascript; charset=utf-8",
      vary: "Accept-Encoding",
      "content-security-policy": expect.stringContaining("'wasm-unsafe-eval'"),
    });
    expect(await response.text()).toBe(SCRIPT);
  });

  test("are sent as they are to whoever takes no compression", async () => {
    const response = await fetch(`${base}/assets/app-abc123.js`, {
      headers: { "accept-encoding": "identity" },
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(await response.text()).toBe(SCRIPT);
  });

  test.each(["/assets/old-def456.js", "/assets/app-abc123.js.br"])(
    "%s is a plain 404 and no page",
    async (path) => {
      const response = await fetch(base + path);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe("There is no such file.\n");
    },
  );

  test("dot files are not served", async () => {
    expect(await (await fetch(`${base}/.env`)).text()).not.toContain("SECRET");
  });
});

describe("bodies", () => {
  const MEGABYTE = "x".repeat(1_048_576);

  test("a body within the limit arrives whole", async () => {
    expect((await fetch(base, { method: "POST", body: MEGABYTE })).status).toBe(200);
    expect(stored).toEqual([MEGABYTE]);
  });

  test.each([
    ["announced", { body: `${MEGABYTE}x` }],
    ["sent in pieces", { body: new Blob([MEGABYTE, "x"]).stream(), duplex: "half" as const }],
  ])(
    "one byte more, %s, is refused with 413 and a reason, and nothing arrives",
    async (_how, init) => {
      const response = await fetch(base, {
        method: "POST",
        headers: { accept: "application/json" },
        ...init,
      });
      expect(response.status).toBe(413);
      expect(await response.json()).toEqual({
        reason: "The request is larger than 1 MiB; nothing of it was stored.",
      });
      expect(stored).toEqual([]);
    },
  );

  test("a compressed body is refused: its size is not known", async () => {
    const headers = { "content-encoding": "gzip" };
    const response = await fetch(base, { method: "POST", headers, body: "x" });
    expect(response.status).toBe(415);
  });

  test("half a body never arrives", async () => {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    await once(server, "request");
    socket.destroy();
    await expect.poll(() => log.join("\n")).toContain("POST /half aborted");
    expect(stored).toEqual([]);
  });
});

test("another name in Host is refused: a browser was tricked into calling this machine", async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  const [chunk] = (await once(socket, "data")) as [Buffer];
  expect(chunk.toString()).toMatch(/^HTTP\/1\.1 421 /);
  socket.destroy();
});

test("a page that fails: the person gets the request's number, the log gets the reason", async () => {
  const response = await fetch(`${base}/broken?token=hidden`);
  expect(response.status).toBe(500);
  const text = await response.text();
  const id = response.headers.get("x-request-id");
  expect(text).toBe(`Something went wrong here, and it was noted (request ${id}).\n`);
  expect(log.join("\n")).toContain("GET /broken failed: Error: a page that fails");
  await expect.poll(() => log.at(-1)).toMatch(new RegExp(`^GET /broken 500 \\d+ms id=${id}$`));
  expect(log.join("\n")).not.toContain("hidden");
});
