import { expect, test } from "vitest";
import { type Fingerprint, tampering } from "#app/domain/exercise/integrity.ts";

const untouched: Fingerprint = {
  relations: ["public.users", "public.analysis_results"],
  shadows: [],
  catalog: "pg_proc 3402 705",
};

test.each([
  ["nothing new", {}, null],
  ["an index-like new table", { relations: [...untouched.relations, "public.report"] }, null],
  [
    "a temporary table over a real one",
    { relations: [...untouched.relations, "pg_temp_0.users"] },
    "pg_temp_0.users",
  ],
  [
    "a table in a schema of its own",
    { relations: [...untouched.relations, "mine.analysis_results"] },
    "hides a table",
  ],
  [
    "a table moved into pg_catalog",
    { relations: [...untouched.relations, "pg_catalog.users"] },
    "hides a table",
  ],
  ["a function named as a built-in", { shadows: ["public.sum"] }, "public.sum"],
  ["a change in pg_catalog", { catalog: "pg_proc 3402 900" }, "pg_catalog"],
  [
    "a destroyed catalogue",
    { catalog: 'error: relation "pg_class" does not exist' },
    "cannot read its own catalogues",
  ],
] satisfies [string, Partial<Fingerprint>, string | null][])("%s", (_, changes, words) => {
  const found = tampering({ ...untouched, ...changes }, untouched);
  if (words === null) expect(found).toBeNull();
  else expect(found?.problem).toContain(words);
  expect(found?.status === "errored").toBe(words === "cannot read its own catalogues");
});
