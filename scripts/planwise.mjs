#!/usr/bin/env node
// Runs the command line under the Node that the project pins, whatever the machine has.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const pinned = join(here, "..", "node_modules", ".bin", "node");
if (!existsSync(pinned)) {
  process.stderr.write("Planwise is not installed yet. Run: npm ci\n");
  process.exit(1);
}
// Grading TypeScript needs the compiled sandbox guest; a fresh clone has not built it yet.
if (!existsSync(join(here, "..", "app", "generated", "sandbox-guest.ts"))) {
  spawnSync(pinned, [join(here, "generate-guest.ts")], { stdio: ["ignore", "ignore", "inherit"] });
}
// So does whatever speaks to the database.
if (
  process.argv[2] === "user" &&
  !existsSync(join(here, "..", "app", "generated", "prisma", "client.ts"))
) {
  spawnSync(pinned, [join(here, "generate.mjs")], { stdio: ["ignore", "ignore", "inherit"] });
}
const result = spawnSync(pinned, [join(here, "planwise.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(result.status ?? 1);
