// npm run migration -- <name>: writes the migration that brings the database from the existing
// migrations to prisma/schema.prisma. Read it, and complete it, before committing.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { diffSchema } from "./schema-diff.ts";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Say what the migration does, in lower case: npm run migration -- add_teams");
  process.exit(1);
}
const directory = mkdtempSync(join(tmpdir(), "planwise-migration-"));
chmodSync(directory, 0o711);
try {
  const database = await prepareDatabase({
    databaseUrl: null,
    dataDirectory: join(directory, "data"),
    migrationsDirectory: "prisma/migrations",
    log: () => {},
  });
  try {
    write(await diffSchema(database.url, readFileSync("prisma/schema.prisma", "utf8")));
  } finally {
    await database.stop();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function write(script: string): void {
  if (script === "") console.log("prisma/schema.prisma says what the migrations say already.");
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join("prisma/migrations", `${stamp}_${name}`);
  if (script === "" || existsSync(folder)) return;
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), script);
  console.log(`Wrote ${folder}/migration.sql`);
}
