import { expect, test } from "vitest";
import {
  arrangeLearners,
  learnerQuery,
  type LearnerRow,
} from "#app/domain/analytics/learner-table.ts";

const plain: LearnerRow = {
  id: "p",
  name: "Paula Plain",
  email: "paula@example.com",
  closed: false,
  path: { done: 0, of: 15 },
  exercises: { passed: 0, tried: 0 },
  practicals: { passed: 0, of: 3 },
  basic: { best: null, attempts: 0, running: false },
  doc: { met: false, missing: 2 },
  stuckOn: [],
  lastActivityAt: null,
};
const rows: LearnerRow[] = [
  plain,
  {
    ...plain,
    id: "j",
    name: "José Ángel",
    email: "jose@example.com",
    path: { done: 9, of: 15 },
    exercises: { passed: 2, tried: 2 },
    practicals: { passed: 2, of: 3 },
    basic: { best: { earned: 40, possible: 50 }, attempts: 2, running: false },
    doc: { met: true, missing: 0 },
    lastActivityAt: new Date("2026-11-20T10:00:00Z"),
  },
  {
    ...plain,
    id: "a",
    name: "anna",
    email: "anna@other.org",
    path: { done: 10, of: 15 },
    exercises: { passed: 2, tried: 5 },
    practicals: { passed: 1, of: 3 },
    basic: { best: { earned: 5, possible: 6 }, attempts: 1, running: true },
    doc: { met: false, missing: 1 },
    stuckOn: [{ exercise: "e", title: "E", tries: 3 }],
    lastActivityAt: new Date("2026-11-22T10:00:00Z"),
  },
  { ...plain, id: "c", name: "Carl Closed", email: "carl@example.com", closed: true },
];

const ids = (query: Record<string, string>) =>
  arrangeLearners(rows, learnerQuery.parse(query)).map((row) => row.id);

test.each([
  ["by name, whatever its case and accents", {}, "a j p"],
  ["by name, backwards", { dir: "desc" }, "p j a"],
  ["by steps of the path", { sort: "path", dir: "desc" }, "a j p"],
  ["by exercises passed, then tried", { sort: "exercises", dir: "desc" }, "a j p"],
  ["by practicals", { sort: "practicals", dir: "desc" }, "j a p"],
  ["by share of points, none last", { sort: "score", dir: "desc" }, "a j p"],
  ["by share of points upwards, none still last", { sort: "score" }, "j a p"],
  ["by attempts", { sort: "attempts", dir: "desc" }, "j a p"],
  ["by how near DOC is", { sort: "doc", dir: "desc" }, "j a p"],
  ["by last activity, never last", { sort: "activity", dir: "desc" }, "a j p"],
  ["by last activity, oldest first", { sort: "activity" }, "j a p"],
  ["looked for by a name without its accents", { q: "jose angel" }, "j"],
  ["looked for by words in any order", { q: "ANGEL jose" }, "j"],
  ["looked for by address", { q: "other.org" }, "a"],
  ["looked for in vain", { q: "nobody" }, ""],
  ["stuck", { state: "stuck" }, "a"],
  ["not started", { state: "not-started" }, "p"],
  ["ready for DOC", { state: "ready" }, "j"],
  ["closed", { state: "closed" }, "c"],
  ["filtered by both", { state: "stuck", q: "paula" }, ""],
])("learners %s", (_, query, expected) => {
  expect(ids(query).join(" ")).toBe(expected);
});

test.each([
  { sort: "shoe-size" },
  { dir: "sideways" },
  { state: "asleep" },
  { q: "x".repeat(201) },
])("an address that says %j is refused", (query) => {
  expect(learnerQuery.safeParse(query).success).toBe(false);
});
