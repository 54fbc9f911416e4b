import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A place for a data directory of the test's own that PostgreSQL's account can enter. */
export function makeDataDirectory(): { path: string; remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "planwise-data-"));
  chmodSync(parent, 0o711);
  return {
    path: join(parent, "data"),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
