/** Entry of the snapshot builder: builds what is missing, one line of progress each, then ends. */
import { z } from "zod";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { SeedError } from "#app/adapters/sql/snapshot-builder.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";

const wanted = z
  .strictObject({
    datasetDirs: z.array(z.string()),
    cacheDir: z.string(),
    name: z.string(),
    variants: z.array(z.string()),
    withTables: z.boolean(),
  })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const store = createSnapshotStore({
  ...wanted,
  parser: nodeScriptParser,
  report: (line) => process.stdout.write(`${line}\n`),
});
try {
  for (const variant of wanted.variants) {
    await store.ensure(wanted.name, variant);
    if (wanted.withTables) await store.tables(wanted.name, variant);
  }
} catch (thrown) {
  const place = thrown instanceof SeedError ? `${thrown.file}:${thrown.line}: ` : "";
  process.stderr.write(place + (thrown instanceof Error ? thrown.message : String(thrown)));
  process.exitCode = 1;
}
