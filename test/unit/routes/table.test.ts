import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { routeTable } from "#app/routes/table.ts";

const sourceOf = (file: string): string => readFileSync(join("app", file), "utf8");
const exportsOne = (source: string, name: string): boolean =>
  new RegExp(`^export (async )?(function|const) ${name}\\b`, "m").test(source);

describe("the table says what each module does", () => {
  test.each(routeTable.map((entry) => [`/${entry.path}`, entry] as const))("%s", (_path, entry) => {
    const source = sourceOf(entry.file);
    const acts = exportsOne(source, "action");
    const reads = exportsOne(source, "loader") || /^export default /m.test(source);
    expect(entry.action).toBe(acts ? (reads ? true : "only") : undefined);
  });

  test("a route that needs somebody asks who it is, and one for anyone does not", () => {
    for (const entry of routeTable) {
      const asks = /requireViewer\(/.test(sourceOf(entry.file));
      if (entry.access === "anyone")
        expect({ path: entry.path, asks }).toMatchObject({ asks: false });
    }
  });
});

test("every module below app/routes that answers requests is in the table", () => {
  const known = new Set([...routeTable.map((entry) => entry.file), "routes/not-found.tsx"]);
  const strays = readdirSync("app/routes", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `routes/${name}`)
    .filter((file) => !known.has(file))
    .filter((file) => ["loader", "action"].some((name) => exportsOne(sourceOf(file), name)));
  expect(strays).toEqual([]);
});
