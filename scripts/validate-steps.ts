import { existsSync } from "node:fs";

/** One thing that must hold before a change lands. CI and `npm test` run the same list. */
export interface Step {
  name: string;
  /** Program and arguments; programs come from node_modules/.bin. */
  commands: string[][];
  /** A vitest run counts its tests; any other step counts as one. */
  counts: "tests" | "one";
}

/** Every step, cheapest first. A step whose subject does not exist yet is not listed. */
export function listSteps(): Step[] {
  return [
    check("format", ["oxfmt", "--check", "."]),
    check("lint", ["oxlint"]),
    check("types", ["react-router", "typegen"], ["tsc", "--noEmit"]),
    check("arch", ["node", "scripts/check-architecture.ts"]),
    ...when("knip.json", check("knip", ["knip"])),
    check("content", ["node", "scripts/planwise.ts", "check"]),
    ...when(
      "scripts/commands/prove.ts",
      check("exercises", ["node", "scripts/planwise.ts", "prove"]),
    ),
    tests("unit"),
    tests("integration"),
    check("build", ["node", "scripts/build.ts"]),
    ...when("test/e2e", tests("e2e")),
  ];
}

function check(name: string, ...commands: string[][]): Step {
  return { name, commands, counts: "one" };
}

function tests(project: string): Step {
  const command = ["vitest", "run", "--project", project];
  return { name: project, commands: [command], counts: "tests" };
}

function when(path: string, step: Step): Step[] {
  return existsSync(path) ? [step] : [];
}
