import path from "node:path";
import { describe, expect, it } from "vitest";
import { describeTables } from "#app/adapters/grading/describe-tables.ts";
import { createSchemaReader } from "#app/adapters/sql/read-schema.server.ts";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { liveSchema } from "#app/components/lab/live-schema.ts";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";
import { pglite } from "#test/support/engines.ts";
import { projectExercises, projectRoot } from "#test/support/project-exercises.ts";

const read = createSchemaReader({
  datasetDirs: [path.join(projectRoot, "exercises", "_datasets")],
  parser: nodeScriptParser,
});
const exercises = await projectExercises();

/** What both can know: the scripts alone do not tell a view's types or a planner's rows. */
function comparable(tables: readonly SchemaTable[]) {
  return tables
    .map((table) => ({
      name: table.name,
      kind: table.kind,
      columns: table.columns.map((column) =>
        table.kind === "table"
          ? { ...column, type: column.type?.replace("timestamptz", "timestamp with time zone") }
          : column.name,
      ),
      indexes: table.indexes
        .filter((index) => !index.name.endsWith("_email_key"))
        .map((index) => `${index.name} (${index.on})`)
        .sort(),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

describe("the schema pane says before the engine starts what the engine says later", () => {
  it.each(exercises.map((one) => [one.slug, one] as const))("%s", async (_, exercise) => {
    const { dataset, setup, clock } = exercise;
    const session = await pglite.open({ name: dataset, variant: "default", clock, setup });
    const live = liveSchema(await describeTables(session));
    await session.close();
    expect(comparable(await read(dataset, setup))).toEqual(comparable(live));
    expect(live.find((table) => table.name === "users")?.rows).toBeGreaterThan(10);
    expect(
      live
        .find((table) => table.name === "analysis_results")
        ?.columns.find((one) => one.references),
    ).toMatchObject({ name: "user_id", references: "users.id" });
  });
});

it("knows no tables of a data set that does not exist", async () => {
  expect(await read("nowhere", null)).toEqual([]);
});
