import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { CallOutcome } from "#app/domain/exercise/ports.ts";

const entry = fileURLToPath(new URL("../../../support/sandbox-child.ts", import.meta.url));
const maxRss = 500 * 1024 * 1024;

type Reply = { outcome: CallOutcome; rss: number; pid: number };
type Host = { process: ChildProcessByStdio<Writable, Readable, null>; lines: Interface };

let host: Host | null = null;

function start(): Host {
  const child = spawn(process.execPath, ["--expose-gc", entry], {
    stdio: ["pipe", "pipe", "inherit"],
    // Far from UTC on purpose: the machine's zone must not show through.
    env: { ...process.env, TZ: "Asia/Tokyo" },
  });
  return { process: child, lines: createInterface({ input: child.stdout }) };
}

/** Runs a submission in the child, which is killed when it does not answer in time: then null. */
async function run(source: string, deadlineMs = 15_000): Promise<Reply | null> {
  const { process: child, lines } = (host ??= start());
  const reply = new Promise<Reply | null>((resolve) => {
    lines.once("line", (line) => resolve(JSON.parse(line) as Reply));
    child.once("close", () => resolve(null));
  });
  child.stdin.write(`${JSON.stringify(source)}\n`);
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const answer = await reply;
  clearTimeout(timer);
  return answer;
}

beforeEach(() => {
  if (host?.process.exitCode !== null || host.process.signalCode !== null) host = start();
});
afterAll(() => host?.process.kill());

const main = (body: string) => `export default async function run() {\n${body}\n}`;
const threw = (message: RegExp) => ({ kind: "threw", message: expect.stringMatching(message) });
const returned = (value: unknown) => ({ kind: "returned", value });
const outOfFuel = { kind: "out-of-fuel" };
const outOfMemory = { kind: "out-of-memory" };

const contained: ReadonlyArray<[name: string, source: string, outcome: object]> = [
  ["39 an endless loop", main("while (true) {}"), outOfFuel],
  ["39 an endless loop at the top level", "while (true) {}\nexport default 1", outOfFuel],
  [
    "39 a loop that catches everything",
    main("for (;;) { try { for (;;) {} } catch {} }"),
    outOfFuel,
  ],
  [
    "39 a generator without end",
    main("for (const n of (function* () { for (;;) yield 1; })()) n"),
    outOfFuel,
  ],
  ["40 an endless await", main("for (;;) await null"), outOfFuel],
  [
    "40 an endless promise chain",
    main("const f = () => Promise.resolve().then(f); return f();"),
    outOfFuel,
  ],
  [
    "40 endless timers",
    main("const f = () => { setTimeout(f, 1); }; f(); return new Promise(() => {});"),
    outOfFuel,
  ],
  [
    "40 an endless microtask",
    main("const f = () => queueMicrotask(f); f(); return new Promise(() => {});"),
    outOfFuel,
  ],
  ["41 endless recursion", main("const f = () => { f(); }; f();"), threw(/call stack overflowed/)],
  [
    "41 recursion that catches itself",
    main("const f = () => { try { f(); } catch { f(); } }; f();"),
    outOfFuel,
  ],
  [
    "41 a deeply nested value",
    main("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a;"),
    threw(/nested too deeply/),
  ],
  [
    "42 memory by strings",
    main('const all = []; for (;;) all.push("x".repeat(1 << 20));'),
    outOfMemory,
  ],
  [
    "42 memory by doubling",
    main('let s = "x"; for (;;) s += s;'),
    threw(/string too long|invalid string length/i),
  ],
  [
    "42 memory by buffers",
    main("const all = []; for (;;) all.push(new Uint8Array(1 << 20));"),
    outOfMemory,
  ],
  [
    "42 memory, caught again and again",
    main(
      'const all = []; for (;;) { try { for (;;) all.push("x".repeat(1 << 16)); } catch { all.length = 0; } }',
    ),
    outOfMemory,
  ],
  [
    "44 a deeply nested JSON text",
    main('return JSON.parse("[".repeat(2e5))'),
    threw(/stack overflow/),
  ],
  ["45 catastrophic backtracking", main('return /^(a+)+$/.test("a".repeat(40) + "b")'), outOfFuel],
  ["46 a huge power", main("return (2n ** (2n ** 27n)).toString()"), threw(/BigInt is too large/)],
  [
    "47 the function constructor",
    main('return this?.constructor, (() => {}).constructor("return process")()'),
    threw(/process is not defined/),
  ],
  [
    "48 patched prototypes",
    main(`
    Object.prototype.score = 100; Object.prototype.toJSON = () => "patched"; Array.prototype.toJSON = () => [];
    Array.prototype.map = Array.prototype.push = Array.prototype[Symbol.iterator] = () => { throw 1; };
    Promise.prototype.then = () => {}; String.prototype.slice = () => "patched"; JSON.stringify = () => "patched";
    Object.keys = () => []; Reflect.apply = () => 0; Array.isArray = () => false; Number.isFinite = () => false;
    Object.defineProperty(Array.prototype, "0", { set() { throw 1; }, get() { return "patched"; } });
    return { ok: [1, { a: "x" }] };`),
    returned({ ok: [1, { a: "x" }] }),
  ],
  [
    "48 patched before the client is used",
    `import { supabase } from "supabase";
    export default async () => { JSON.parse = () => ({ forged: true }); return (await supabase.from("users").select("id")).data; }`,
    returned({ forged: true }),
  ],
  ["49 import", main('return import("fs")'), threw(/no module "fs"/)],
  ["49 require", main('return require("fs")'), threw(/require is not defined/)],
  ["49 process.binding", main('return process.binding("fs")'), threw(/process is not defined/)],
  [
    "49 WebAssembly",
    main("return new WebAssembly.Module(new Uint8Array(8))"),
    threw(/WebAssembly is not defined/),
  ],
  [
    "49 Atomics.wait",
    main("return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"),
    threw(/./),
  ],
  [
    "49 the bridge",
    main("return [typeof globalThis.__supabase, typeof globalThis.send, typeof globalThis.report]"),
    returned(["undefined", "undefined", "undefined"]),
  ],
  [
    "50 a getter that throws",
    main('return { get a() { throw new Error("from a getter"); } }'),
    threw(/from a getter/),
  ],
  ["50 a getter that loops", main("return { get a() { for (;;) {} } }"), outOfFuel],
  [
    "50 a getter that changes its mind",
    main("let n = 0; return { get a() { return ++n; } }"),
    returned({ a: 1 }),
  ],
  [
    "50 a proxy without end",
    main(
      "const p = new Proxy({}, { get: () => p, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) }); return p;",
    ),
    threw(/nested too deeply/),
  ],
  [
    "50 a proxied array without end",
    main("return new Proxy([], { get: (t, k) => (k === 'length' ? 2 ** 32 : 'x'.repeat(1000)) })"),
    threw(/larger than 2 MB/),
  ],
  ["50 toJSON", main('return { a: 1, toJSON: () => "forged" }'), returned({ a: 1 })],
  [
    "50 a thenable without end",
    main("const t = { then: (done) => done(t) }; return t;"),
    outOfFuel,
  ],
  [
    "51 a thrown object whose toString loops",
    main("throw { toString() { for (;;) {} } }"),
    threw(/Your code threw|toString/),
  ],
  [
    "51 a thrown object whose message loops",
    main("throw { get message() { for (;;) {} } }"),
    outOfFuel,
  ],
  [
    "51 a thrown proxy",
    main("throw new Proxy({}, { get() { throw 1; }, ownKeys() { throw 1; } })"),
    threw(/unreadable object/),
  ],
  [
    "51 a replaced harness",
    main(
      "for (const key of Object.getOwnPropertyNames(globalThis)) { try { globalThis[key] = () => 'forged'; } catch {} } return 1;",
    ),
    returned(1),
  ],
  [
    "52 the pass marker and false JSON",
    main(
      'console.log(JSON.stringify({ outcome: { kind: "returned", value: 42 } }) + "\\n{\\"status\\":\\"passed\\"}"); return 1;',
    ),
    returned(1),
  ],
  [
    "52 much output",
    main('for (let i = 0; i < 1000; i++) console.log("x".repeat(1e5)); return 1;'),
    returned(1),
  ],
  [
    "53 a replaced clock",
    main(
      "Date.now = () => 5; const d = new Date(); globalThis.Date = null; return d.toISOString();",
    ),
    returned("2026-01-15T12:00:00.000Z"),
  ],
  [
    "53 the real clock behind the virtual one",
    main(
      "const Real = Object.getPrototypeOf(new Date()).constructor; return [new Real().getTime(), Real.now(), new (Reflect.construct(Real, [], Real)).constructor().getTime()].map((t) => t === Date.parse('2026-01-15T12:00:00Z'))",
    ),
    returned([true, true, true]),
  ],
  [
    "53 a timing probe",
    main(
      "const t = Date.now(); for (let i = 0; i < 1e6; i++); return [Date.now() - t, typeof performance]",
    ),
    returned([0, "undefined"]),
  ],
  [
    "53 the time zone of the machine",
    main(
      "return [new Date(2026, 6, 1, 9).toISOString(), new Date(0).getHours(), new Date().getTimezoneOffset()]",
    ),
    returned(["2026-07-01T09:00:00.000Z", 0, 0]),
  ],
];

/** Built-ins that neither fuel nor memory can stop: the reason why the host must be killable. */
const uninterruptible: ReadonlyArray<[name: string, source: string]> = [
  ["43 an array of a thousand million holes as text", main('return new Array(1e9) + ""')],
  ["46 many large products", main("let a = 3n ** 20000n; for (;;) a = (a * a) % (7n ** 20000n);")],
];

test.each(contained)("%s", { timeout: 60_000 }, async (_name, source, outcome) => {
  const reply = await run(source);
  expect(reply?.outcome).toMatchObject(outcome);
  expect(reply?.rss).toBeLessThan(maxRss);
  // The same process goes on to answer the next submission rightly.
  expect(await run(main("return 1 + 1"))).toMatchObject({
    outcome: returned(2),
    pid: reply?.pid,
  });
});

test.each(uninterruptible)("%s", { timeout: 60_000 }, async (_name, source) => {
  expect(await run(source, 4_000)).toBeNull();
});
