import { existsSync } from "node:fs";

/** One thing that must hold before a change lands. CI and `npm test` run the same list. */
export interface Step {
  name: string;
  /** Program and arguments; programs come from node_modules/.bin. */
  commands: string[][];
  /** A vitest run counts its tests; any other step counts as one. */
  counts: "tests" | "one";
  /** A step that takes longer hangs: it is ended and counts as failed. Several times what it needs. */
  minutes: number;
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
    tests("unit", 10),
    tests("integration", 25),
    check("build", ["node", "scripts/build.ts"]),
    ...when("test/e2e", tests("e2e", 25)),
  ];
}

function check(name: string, ...commands: string[][]): Step {
  return { name, commands, counts: "one", minutes: 10 };
}

function tests(project: string, minutes: number): Step {
  const command = ["vitest", "run", "--project", project];
  return { name: project, commands: [command], counts: "tests", minutes };
}

function when(path: string, step: Step): Step[] {
  return existsSync(path) ? [step] : [];
}
