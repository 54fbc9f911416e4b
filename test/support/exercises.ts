import { checkSpec, type CheckSpec } from "#app/domain/exercise/checks.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";

/** A small exercise; `checks` are written as in front matter. */
export function exerciseWith(checks: unknown[], changes: Partial<Exercise> = {}): Exercise {
  return {
    slug: "an-exercise",
    version: "v1",
    title: "An exercise",
    kind: "sql",
    engines: ["pglite"],
    dataset: "shop",
    clock: "2026-01-15T12:00:00.000Z",
    clocks: {},
    module: "query-optimization",
    objectives: ["write-efficient-queries"],
    difficulty: 1,
    minutes: 5,
    hints: [],
    checks: checks.map((check): CheckSpec => checkSpec.parse(check)),
    task: "Do it.",
    starter: "",
    solutions: [{ file: "solution.sql", text: "the solution" }],
    wrong: [],
    setup: null,
    inputs: { default: [] },
    ...changes,
  };
}
