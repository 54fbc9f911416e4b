// Generates the Prisma client into app/generated/prisma. The CLI would download a native schema
// engine that `generate` never uses; pointing it at any executable spares the download, so this
// works without network.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
const cli = join(dirname(manifest), "build", "index.js");
const result = spawnSync(process.execPath, [cli, "generate"], {
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
  encoding: "utf8",
});
if (result.status !== 0) {
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}`);
  process.exit(1);
}
