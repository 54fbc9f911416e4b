import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPgliteEngine } from "#app/adapters/sql/pglite-engine.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { SeedError } from "#app/adapters/sql/snapshot-builder.ts";
import {
  createSnapshotStore,
  UnknownDatasetError,
} from "#app/adapters/sql/snapshot-store.server.ts";
import { fixtureExercises, testClock, testStore } from "#test/support/engines.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "planwise-snapshots-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const QUERIES = [
  "select * from sales where product_id = 7 order by sold_at desc limit 20",
  "select p.name, count(*) from products p join sales s on s.product_id = p.id group by p.name order by 2 desc",
];

/** Cost and blocks of some queries, before and after an index. */
async function measures(store: typeof testStore) {
  const engine = createPgliteEngine({ snapshot: store.blob, parser: nodeScriptParser });
  const session = await engine.open({ name: "shop", variant: "default", clock: testClock });
  const found: unknown[] = [];
  for (const step of ["select 1", "create index on sales (product_id, sold_at desc)"]) {
    await session.run(step);
    for (const query of QUERIES) {
      const outcome = await session.explain(query);
      if (outcome.kind !== "explained") throw new Error(outcome.kind);
      const { Plan } = outcome.plan as { Plan: Record<string, unknown> };
      found.push([
        Plan["Node Type"],
        Plan["Total Cost"],
        Plan["Shared Hit Blocks"],
        Plan["Shared Read Blocks"],
      ]);
    }
  }
  await session.close();
  return found;
}

test("costs and blocks are the same from one snapshot, and from one built anew", async () => {
  const lines: string[] = [];
  const rebuilt = createSnapshotStore({
    datasetDirs: [path.join(fixtureExercises, "_datasets")],
    cacheDir: folder,
    parser: nodeScriptParser,
    report: (line) => lines.push(line),
  });
  const first = await measures(testStore);
  expect(await measures(testStore)).toEqual(first);
  expect(await measures(rebuilt)).toEqual(first);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^Prepared the data set shop \(default\): \d\.\d MB in \d+\.\d s$/);
  await rebuilt.ensure("shop", "default");
  expect(lines).toHaveLength(2);
});

test("the tables for pg-mem are PostgreSQL's own", async () => {
  const tables = await testStore.tables("shop", "default");
  expect(tables.map((table) => [table.name, table.rows.length])).toEqual([
    ["products", 40],
    ["sales", 5000],
  ]);
  expect(tables[1]).toMatchObject({
    columns: [{ name: "id", type: "bigint" }, {}, { type: "timestamp with time zone" }, {}],
    primaryKey: ["id"],
    identity: ["id"],
    foreignKeys: [{ columns: ["product_id"], table: "products", references: ["id"] }],
  });
  expect(tables[0]?.rows[0]).toEqual(["1", "product 1", "9.25", "1"]);
});

test("hidden variants are found by their files", async () => {
  expect(await testStore.variants("shop")).toEqual(["empty", "ties"]);
});

test.each([
  [
    "an unknown data set",
    "nowhere",
    "default",
    UnknownDatasetError,
    /There is no data set "nowhere"/,
  ],
  ["an unknown variant", "shop", "nowhere", UnknownDatasetError, /variants\/nowhere\.sql/],
])("%s is named", async (_, name, variant, kind, words) => {
  const building = testStore.ensure(name, variant);
  await expect(building).rejects.toThrow(kind);
  await expect(testStore.ensure(name, variant)).rejects.toThrow(words);
});

test("a seed that does not run is reported with its file and line", async () => {
  const dataset = path.join(folder, "datasets", "bad");
  const { mkdir, writeFile } = await import("node:fs/promises");
  await mkdir(dataset, { recursive: true });
  await writeFile(path.join(dataset, "schema.sql"), "create table t (a int);\n");
  await writeFile(
    path.join(dataset, "seed.sql"),
    "insert into t values (1);\n\ninsert into u values (2);\n",
  );
  const store = createSnapshotStore({
    datasetDirs: [path.join(folder, "datasets")],
    cacheDir: folder,
    parser: nodeScriptParser,
    report: () => {},
  });
  const problem = await store.ensure("bad", "default").catch((thrown: unknown) => thrown);
  expect(problem).toBeInstanceOf(SeedError);
  expect(problem).toMatchObject({ line: 3, message: 'relation "u" does not exist' });
});
