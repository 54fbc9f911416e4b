import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { createGrader, type Grader } from "#app/adapters/grading/grader.server.ts";
import { defaultLimits } from "#app/adapters/grading/grading-pool.server.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import { fixtureExercises, projectRoot } from "#test/support/engines.ts";

/** Grades with less time than the product gives, so that the test does not wait longer than it must. */
let grader: Grader;
let server: Server;
let health: string;
let sql: Exercise;
let typescript: Exercise;

beforeAll(async () => {
  grader = createGrader({
    root: projectRoot,
    datasetDirs: [
      path.join(fixtureExercises, "_datasets"),
      path.join(projectRoot, "exercises", "_datasets"),
    ],
    size: 1,
    limits: { submissionMs: 4_000, submissionWallMs: 14_000, platformMs: 120_000 },
    report: () => {},
    onFault: () => {},
  });
  const dataset = async (name: string) => ({
    variants: await grader.store.variants(name),
    version: await grader.store.version(name),
  });
  const load = async (dir: string, slug: string) => {
    const { exercises, problems } = await loadExercises({ dir, root: dir, dataset }, [slug]);
    const [exercise] = exercises;
    if (exercise === undefined) throw new Error(JSON.stringify(problems));
    return exercise;
  };
  sql = await load(fixtureExercises, "cheapest-first");
  typescript = await load(path.join(projectRoot, "exercises"), "n-plus-one-to-constant");
  await grader.prepare(sql);
  await grader.prepare(typescript);
  server = createServer((_, response) => response.end("ok"));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  health = `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
}, 300_000);

afterAll(async () => {
  await grader.close();
  server.close();
});

/** The slowest answer of /healthz while something runs, in milliseconds. */
async function slowestAnswer(work: Promise<unknown>): Promise<number> {
  const watch = { slowest: 0, over: false };
  void work.finally(() => {
    watch.over = true;
  });
  while (!watch.over) {
    const asked = performance.now();
    await (await fetch(health)).text();
    watch.slowest = Math.max(watch.slowest, performance.now() - asked);
  }
  return watch.slowest;
}

/** Wall-clock promises hold on a machine that is not asked for more than it has. */
function patience(): number {
  const [load = 0] = loadavg();
  return Math.max(1, load / availableParallelism());
}

async function graded(exercise: Exercise, submission: string) {
  const started = performance.now();
  const grading = grader.grade(exercise, submission);
  const slowest = await slowestAnswer(grading);
  const verdict = await grading;
  return { verdict, slowest, ms: performance.now() - started };
}

const endless = "do $$ begin loop end loop; end $$";
const answer = "select id, name, price from products order by price, id limit 5";

// Numbers of the list of hostile inputs; each must end in a verdict that names its cause.
test.each([
  [
    "1 recursion without end",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
    // Its rows fill the disk it may use or its time, whichever the machine reaches first.
    "timed-out|errored",
    "learner",
    /still running after 4 seconds|recursion that never ends/,
  ],
  ["3 sleeping", "select pg_sleep(30)", "timed-out", "learner", /still running/],
  [
    "4 a loop without end",
    "do $$ begin loop end loop; end $$",
    "timed-out",
    "learner",
    /still running/,
  ],
  [
    "6 another role",
    "set session authorization postgres; reset role; select 1",
    "failed",
    null,
    /column/,
  ],
  [
    "14 no catalogue",
    "delete from pg_class",
    "errored",
    "learner",
    /cannot read its own catalogues|brought the database engine down/,
  ],
  [
    "15 past a rollback",
    "commit; drop table sales; begin; drop table products",
    "failed",
    null,
    /no rows to compare/,
  ],
  ["16 a string of 900 MB", "select repeat('x', 900000000)", "errored", "learner", /out of memory/],
  [
    "18 60,000 rows of 10 kB",
    "select repeat('x', 10000) from generate_series(1, 60000)",
    "failed",
    null,
    /50,000 rows|column/,
  ],
  [
    "20 a function that calls itself",
    "create function r(i int) returns int language plpgsql as $$ begin return r(i + 1); end $$; select r(1)",
    "errored",
    "learner",
    /stack depth limit exceeded/,
  ],
  [
    "20 and with the limit lifted",
    "set max_stack_depth = 6000; create function r(i int) returns int language plpgsql as $$ begin return r(i + 1); end $$; select r(1)",
    "errored",
    "learner",
    /twice, on two fresh engines/,
  ],
  [
    "22 three thousand brackets",
    `select ${"(".repeat(3000)}1${")".repeat(3000)}`,
    "errored|failed",
    null,
    /./,
  ],
  [
    "30 the default answer, hard-coded",
    "select * from (values (27::bigint, 'product 27', -0.25::numeric)) v (id, name, price)",
    "failed",
    null,
    /rows/,
  ],
  [
    "31 a function in place of sum",
    `create function public.sum(numeric) returns numeric language sql as 'select 1.0'; ${answer}`,
    "failed",
    null,
    /public\.sum, which takes the place/,
  ],
  [
    "31 a temporary table in place of a real one",
    `create temp table products as select * from public.products limit 5; ${answer}`,
    "failed",
    null,
    /hides a table/,
  ],
  [
    "31 another search path",
    `create schema mine; create table mine.products as select * from products; set search_path = mine, public; ${answer}`,
    "failed",
    null,
    /mine\.products, which hides a table/,
  ],
  [
    "32 an event trigger",
    `create function t() returns event_trigger language plpgsql as $$ begin raise exception 'no'; end $$; create event trigger e on ddl_command_start execute function t(); ${answer}`,
    "passed",
    null,
    /./,
  ],
  ["33 a transaction left open", `begin; ${answer}`, "passed", null, /./],
  [
    "35 a prepared statement left behind",
    `prepare p as select 1; declare c cursor with hold for select 1; ${answer}`,
    "passed",
    null,
    /./,
  ],
  ["36 psql's own commands", "\\! rm -rf /", "errored", "learner", /syntax error/],
])(
  "SQL %s",
  async (_, submission, status, fault, words) => {
    const { verdict, slowest, ms } = await graded(sql, submission);
    expect(status.split("|")).toContain(verdict.status);
    if (fault !== null) expect(verdict.fault).toBe(fault);
    else expect(verdict.fault).not.toBe("platform");
    expect(verdict.checks.map((check) => check.message).join("\n")).toMatch(words);
    expect(ms).toBeLessThan(15_000 * patience());
    expect(slowest).toBeLessThan(1_000 * patience());
  },
  180_000,
);

const method = "export default async function (supabase: any) {";

test.each([
  ["39 a loop without end", `${method} while (true) {} }`, /timed-out/],
  [
    "41 a function that calls itself",
    `${method} const f = (): number => f(); return f(); }`,
    /errored/,
  ],
  [
    "42 strings without end",
    `${method} const all = []; for (;;) all.push("x".repeat(1 << 20)); }`,
    /errored|timed-out/,
  ],
  ["43 an array of a billion", `${method} return new Array(1e9) + ""; }`, /errored|timed-out/],
  [
    "47 the way out through constructors",
    `${method} return (this as any)?.constructor.constructor("return process")() }`,
    /errored|failed/,
  ],
  [
    "48 altered prototypes",
    `${method} (Object.prototype as any).score = 100; Array.prototype.map = () => ["passed"] as any; (Promise.prototype as any).then = () => 1; return []; }`,
    /errored|failed|timed-out/,
  ],
])(
  "TypeScript %s",
  async (_, submission, status) => {
    const { verdict, slowest, ms } = await graded(typescript, submission);
    expect(verdict.status).toMatch(status);
    expect(verdict.fault).not.toBe("platform");
    expect(ms).toBeLessThan(15_000 * patience());
    expect(slowest).toBeLessThan(1_000 * patience());
  },
  180_000,
);

test("after all of that a right answer still passes", async () => {
  const { verdict } = await graded(sql, answer);
  expect(verdict).toMatchObject({ status: "passed", fault: null });
}, 180_000);

test.each([
  ["an empty answer", "  \n", /nothing to grade/],
  ["an answer of a megabyte", "select 1;".repeat(120_000), /longer than 100,000 characters/],
])("%s is told at once", async (_, submission, words) => {
  const verdict = await grader.grade(sql, submission);
  expect(verdict).toMatchObject({ status: "failed", fault: null, ms: 0 });
  expect(verdict.checks[0]?.message).toMatch(words);
});

test("a verdict is the same a hundred times", async () => {
  const [check] = sql.checks;
  if (check?.type !== "rows") throw new Error("the fixture changed");
  const once: Exercise = { ...sql, checks: [{ ...check, variants: ["ties"] }] };
  const wrong = "select id, name, price from products order by price, name desc limit 5";
  const seen = new Set<string>();
  for (let time = 0; time < 100; time += 1) {
    const { ms: _, ...verdict } = await grader.grade(once, wrong);
    seen.add(JSON.stringify(verdict));
  }
  expect([...seen]).toHaveLength(1);
}, 600_000);

test("with the product's own limits an endless query ends within 15 seconds", async () => {
  expect(defaultLimits.submissionWallMs).toBeLessThan(15_000);
  const product = createGrader({
    root: projectRoot,
    datasetDirs: [path.join(fixtureExercises, "_datasets")],
    size: 1,
    report: () => {},
    onFault: () => {},
  });
  await product.grade(sql, answer);
  const started = performance.now();
  const verdict = await product.grade(sql, endless);
  expect(verdict).toMatchObject({ status: "timed-out", fault: "learner" });
  expect(performance.now() - started).toBeLessThan(15_000 * patience());
  await product.close();
}, 120_000);
