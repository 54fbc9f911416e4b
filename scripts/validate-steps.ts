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

/** Every step, cheapest first. */
export function listSteps(): Step[] {
  return [
    check("format", ["oxfmt", "--check", "."]),
    check("lint", ["oxlint"]),
    check("types", ["react-router", "typegen"], ["tsc", "--noEmit"]),
    check("arch", ["node", "scripts/check-architecture.ts"]),
    check("knip", ["knip"]),
    check("content", ["node", "scripts/planwise.ts", "check"]),
    // The exercises are proven by an integration test, which compares each verdict with Chromium's.
    tests("unit", 10),
    tests("integration", 25),
    check("build", ["node", "scripts/build.ts"]),
    tests("e2e", 25),
  ];
}

function check(name: string, ...commands: string[][]): Step {
  return { name, commands, counts: "one", minutes: 10 };
}

function tests(project: string, minutes: number): Step {
  const command = ["vitest", "run", "--project", project];
  return { name: project, commands: [command], counts: "tests", minutes };
}
