import { expect, test } from "vitest";
import { learnerFile } from "#app/domain/analytics/learner-file.ts";

test("one line per learner, one column per figure, nothing that runs", () => {
  const file = learnerFile([
    {
      name: "=cmd|' /C calc'!A0",
      email: "a@example.com",
      path: { done: 3, of: 15 },
      exercises: { passed: 1, tried: 2 },
      practicals: { passed: 0 },
      basic: { best: { earned: 41, possible: 50 }, attempts: 2 },
      doc: { met: false, missing: 1 },
      stuckOn: [{ title: "Two pages, one order", tries: 4 }],
      lastActivityAt: "2026-11-22T10:00:00.000Z",
    },
    {
      name: "Zoë",
      email: "z@example.com",
      path: { done: 0, of: 15 },
      exercises: { passed: 0, tried: 0 },
      practicals: { passed: 0 },
      basic: { best: null, attempts: 0 },
      doc: null,
      stuckOn: [],
      lastActivityAt: null,
    },
  ]);
  expect(file.split("\r\n").slice(1)).toEqual([
    `"'=cmd|' /C calc'!A0",a@example.com,3,15,1,2,0,41,50,2,not yet,1,"Two pages, one order (4)",2026-11-22T10:00:00.000Z`,
    "Zoë,z@example.com,0,15,0,0,0,,,0,,,,",
    "",
  ]);
});
