import { expect, test } from "vitest";
import { loadQuickJs } from "#app/adapters/sandbox/load-quickjs.server.ts";
import { createTypeScriptSandbox } from "#app/adapters/sandbox/sandbox.ts";
import type { RestRequest } from "#app/adapters/sql/postgrest/http.ts";
import type { CallOutcome, SqlSession } from "#app/domain/exercise/ports.ts";

const clock = "2026-01-15T12:00:00.000Z";
const session = {} as SqlSession;

/** Calls `source` on a client whose every request is answered with [{ id: 1 }]. */
async function call(source: string, ...args: unknown[]) {
  return callOn('[{"id":1}]', source, ...args);
}

async function callOn(body: string, source: string, ...args: unknown[]) {
  const requests: RestRequest[] = [];
  const sandbox = createTypeScriptSandbox({
    quickJs: loadQuickJs,
    openClient: () => async (request) => {
      requests.push(request);
      return { status: 200, headers: { "content-type": "application/json" }, body };
    },
  });
  const outcome = await sandbox.call(source, args, session, clock);
  return { outcome, requests };
}

function valueOf(outcome: CallOutcome): unknown {
  if (outcome.kind !== "returned") throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

test("the supabase client sends a request and resolves with its rows", async () => {
  const { outcome, requests } = await call(
    `import { supabase } from "supabase";
     type User = { id: number };
     export default async function users(status: string, ids: number[]): Promise<User[]> {
       const { data, error } = await supabase.from("users").select("id, name").eq("status", status).in("id", ids).limit(5);
       if (error) throw error;
       return data as User[];
     }`,
    "a b&c",
    [1, 2],
  );
  expect(valueOf(outcome)).toEqual([{ id: 1 }]);
  expect(requests).toHaveLength(1);
  const url = new URL(requests[0]?.url ?? "");
  expect(url.pathname).toBe("/users");
  expect([...url.searchParams]).toEqual([
    ["select", "id,name"],
    ["status", "eq.a b&c"],
    ["id", "in.(1,2)"],
    ["limit", "5"],
  ]);
});

const returned: ReadonlyArray<[name: string, body: string, value: unknown]> = [
  [
    "plain JSON values",
    `return { a: [1, "x", null, true], b: { c: 0.5 } }`,
    { a: [1, "x", null, true], b: { c: 0.5 } },
  ],
  ["nothing", `return`, undefined],
  ["null", `return null`, null],
  ["a date as ISO text", `return [new Date(0)]`, ["1970-01-01T00:00:00.000Z"]],
  ["undefined members left out", `return { a: undefined, f() {}, b: 1 }`, { b: 1 }],
  ["NaN as null", `return [NaN, undefined]`, [null, null]],
  ["the exercise clock", `return new Date().toISOString()`, "2026-01-15T12:00:00.000Z"],
  [
    "Date.now without progress",
    `const t = Date.now(); for (let i = 0; i < 1e5; i++); return Date.now() - t`,
    0,
  ],
  [
    "virtual timers in order of due time",
    `const order: number[] = []; await Promise.all([30, 10, 20].map((ms) => new Promise<void>((done) => setTimeout(() => { order.push(ms); done(); }, ms)))); return [order, Date.now() - Date.parse("${clock}")]`,
    [[10, 20, 30], 30],
  ],
  [
    "an hour's wait at once",
    `await new Promise((done) => setTimeout(done, 3600_000)); return new Date().toISOString()`,
    "2026-01-15T13:00:00.000Z",
  ],
];

test.each(returned)("returns %s", async (_name, body, value) => {
  const { outcome } = await call(`export default async function run() { ${body} }`);
  expect(valueOf(outcome)).toEqual(value);
});

test("Math.random is the same in every run", async () => {
  const source = "export default () => [Math.random(), Math.random()]";
  const first = valueOf((await call(source)).outcome) as number[];
  expect(valueOf((await call(source)).outcome)).toEqual(first);
  expect(first[0]).not.toBe(first[1]);
});

const failing: ReadonlyArray<
  [name: string, source: string, message: RegExp, at: [number, number] | null]
> = [
  [
    "a type-stripped line",
    "type A = {\n  a: number };\nexport default function f(x: A, y: string): void {\n  const z: number = (y as unknown as number); missing(z);\n}",
    /missing.*not defined/,
    [4, 47],
  ],
  [
    "an error thrown after an await",
    "export default async () => {\n  await null;\n  throw new Error('late');\n}",
    /^Error: late$/,
    [3, 18],
  ],
  [
    "a syntax error sucrase sees",
    "export default function f() {\n  const = 1;\n}",
    /Syntax error/,
    [2, 9],
  ],
  [
    "a syntax error QuickJS sees",
    "export default () => {\n  let a = 1;\n  let a = 2;\n}",
    /SyntaxError/,
    [3, 9],
  ],
  [
    "another module",
    'import { supabase } from "supabase";\nimport fs from "fs";\nexport default () => [fs, supabase]',
    /no module "fs".*Only the supabase client/,
    [2, 16],
  ],
  [
    "a dynamic import",
    'export default async () => {\n  return await import("fs");\n}',
    /no module "fs"/,
    [2, 23],
  ],
  [
    "the sandbox's own module",
    'import { start } from "runtime";\nexport default () => start',
    /no module "runtime"/,
    [1, 23],
  ],
  [
    "another export of supabase",
    'import { createClient } from "supabase";\nexport default () => createClient',
    /exports only `supabase`, not `createClient`/,
    null,
  ],
  [
    "supabase without its import",
    'export default () => supabase.from("users")',
    /Import it first/,
    [1, 22],
  ],
  ["require", 'export default () => require("fs")', /Only the supabase client/, [1, 22]],
  ["no default export", "export const f = 1", /no default export/, null],
  ["a default export that is no function", "export default 5", /no default export/, null],
  [
    "a promise nobody resolves",
    "export default () => new Promise(() => {})",
    /never finished/,
    null,
  ],
  [
    "a module that never loads",
    "await new Promise(() => {});\nexport default () => 1",
    /never finished/,
    null,
  ],
  ["a thrown text", 'export default () => { throw "no" }', /threw "no"/, null],
  [
    "a BigInt",
    "export default () => ({ rows: [{ id: 1n }] })",
    /the value\.rows\[0\]\.id is a BigInt/,
    null,
  ],
  [
    "a value that contains itself",
    "export default () => { const a = {}; a.a = a; return a }",
    /contains itself/,
    null,
  ],
  [
    "a very large value",
    'export default () => Array.from({ length: 3 }, () => "x".repeat(1e6))',
    /larger than 2 MB/,
    null,
  ],
  [
    "an error object of the client",
    'export default () => { throw { message: "no such column", code: "42703" } }',
    /no such column/,
    null,
  ],
];

test.each(failing)("reports %s at its place", async (_name, source, message, at) => {
  const { outcome } = await call(source);
  const place = at === null ? {} : { line: at[0], column: at[1] };
  expect(outcome).toMatchObject({
    kind: "threw",
    message: expect.stringMatching(message),
    ...place,
  });
});

test("console lines are kept, formatted and bounded", async () => {
  const { outcome } = await call(`export default () => {
    console.log("rows", [{ id: 1, at: new Date(0) }], undefined, null, new Error("bad"));
    for (let i = 0; i < 500; i++) console.log("x".repeat(i));
  }`);
  const { logs } = outcome as Extract<CallOutcome, { kind: "returned" }>;
  expect(logs[0]).toBe("rows [{ id: 1, at: 1970-01-01T00:00:00.000Z }] undefined null Error: bad");
  expect(logs).toHaveLength(201);
  expect(logs.at(-1)).toMatch(/301 more lines/);
});

test("requests sent without waiting are still answered after the function returned", async () => {
  const { outcome, requests } = await call(`import { supabase } from "supabase";
    export default async function run() {
      [1, 2, 3].forEach(async (id) => { await supabase.from("users").select("id").eq("id", id); });
      return "early";
    }`);
  expect(valueOf(outcome)).toBe("early");
  expect(requests).toHaveLength(3);
});

test("two calls share nothing", async () => {
  await call("export default () => { globalThis.left = 1; Object.prototype.left = 2; }");
  const { outcome } = await call("export default () => typeof globalThis.left");
  expect(valueOf(outcome)).toBe("undefined");
});

test("a call that sends too many statements is stopped, also when it catches everything", async () => {
  const { outcome, requests } = await call(`import { supabase } from "supabase";
    export default async function run() {
      for (;;) { try { await supabase.from("users").select("id"); } catch {} }
    }`);
  expect(outcome).toMatchObject({
    kind: "threw",
    message: expect.stringMatching(/2,000 statements/),
  });
  expect(requests).toHaveLength(2_000);
});

test("a result too large for the sandbox is an error of the client, with advice", async () => {
  const { outcome } = await callOn(
    JSON.stringify(["x".repeat(5_000_000)]),
    `import { supabase } from "supabase";
     export default async () => (await supabase.from("users").select("id")).error.message;`,
  );
  expect(valueOf(outcome)).toMatch(/larger than 4 MB/);
});

test("source that is too long is refused", async () => {
  const { outcome } = await call(`export default () => 1; //${"x".repeat(100_000)}`);
  expect(outcome).toMatchObject({ kind: "threw", message: expect.stringMatching(/longer than/) });
});
