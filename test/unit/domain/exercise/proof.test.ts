import { expect, test } from "vitest";
import { type ProofCase, proofCases, provesCase } from "#app/domain/exercise/proof.ts";
import type { Verdict } from "#app/domain/exercise/verdict.ts";
import { exerciseWith } from "#test/support/exercises.ts";

const check = { id: "rows", type: "rows" };

test("every file is proven on every engine", () => {
  const exercise = exerciseWith([check], {
    engines: ["pg-mem", "pglite"],
    wrong: [{ file: "wrong/rows--x.sql", checkId: "rows", text: "x" }],
  });
  expect(
    proofCases(exercise).map(({ engine, file, expected }) => `${engine} ${file} ${expected}`),
  ).toEqual([
    "pg-mem starter.sql failed",
    "pg-mem solution.sql passed",
    "pg-mem wrong/rows--x.sql failed:rows",
    "pglite starter.sql failed",
    "pglite solution.sql passed",
    "pglite wrong/rows--x.sql failed:rows",
  ]);
});

const base: Verdict = {
  exercise: "e",
  version: "v",
  engine: "pglite",
  status: "failed",
  fault: null,
  checks: [{ id: "rows", status: "failed", message: "" }],
  ms: 1,
};
const passed: Verdict = {
  ...base,
  status: "passed",
  checks: [{ id: "rows", status: "passed", message: "" }],
};
const secondFails: Verdict = {
  ...base,
  checks: [
    { id: "rows", status: "passed", message: "" },
    { id: "plan", status: "failed", message: "" },
  ],
};
const unsupported: Verdict = { ...base, status: "unsupported" };

test.each([
  ["a solution that passes", "passed", passed, "pglite", true],
  ["a solution that fails", "passed", base, "pglite", false],
  ["a starter that fails", "failed", base, "pglite", true],
  ["a starter that passes", "failed", passed, "pglite", false],
  ["a starter an engine cannot run", "failed", unsupported, "pg-mem", false],
  ["a wrong answer that fails where it should", "failed:rows", base, "pglite", true],
  ["a wrong answer that fails later", "failed:rows", secondFails, "pglite", false],
  ["a wrong answer that fails earlier", "failed:plan", base, "pglite", false],
  [
    "a wrong answer that runs out of time",
    "failed:rows",
    { ...base, status: "timed-out", fault: "learner" },
    "pglite",
    true,
  ],
  ["a wrong answer pg-mem cannot run", "failed:rows", unsupported, "pg-mem", true],
  ["a wrong answer PostgreSQL cannot run", "failed:rows", unsupported, "pglite", false],
  [
    "a fault of the platform",
    "failed:rows",
    { ...base, status: "errored", fault: "platform" },
    "pglite",
    false,
  ],
  ["a verdict without checks", "passed", { ...passed, checks: [] }, "pglite", false],
] satisfies [string, string, Verdict, ProofCase["engine"], boolean][])(
  "%s",
  (_, expected, verdict, engine, ok) => {
    expect(provesCase({ engine, file: "f", text: "", expected }, verdict)).toBe(ok);
  },
);
