import { expect, test } from "vitest";
import type { ServerFacts } from "#app/adapters/postgres/preflight.ts";
import { judgeContent } from "#scripts/doctor/content.ts";
import { judgeServer } from "#scripts/doctor/database.ts";
import { judgeBrowser, judgeNode, judgeSpace } from "#scripts/doctor/machine.ts";

const facts: ServerFacts = {
  version: 18,
  timeZone: "UTC",
  inRecovery: false,
  readOnly: false,
  fsync: true,
  fullPageWrites: true,
  synchronousCommit: "on",
  encoding: "UTF8",
  schema: "public",
  mayCreateTables: true,
  mayCreateSchemas: true,
  user: "planwise",
  database: "planwise",
  clockAheadMs: 12,
};

test("a sound server gets one line for each thing looked at, all well", () => {
  expect(judgeServer(facts, "PostgreSQL").map(({ id, state, fix }) => [id, state, fix])).toEqual([
    ["database-version", "ok", null],
    ["database-time-zone", "ok", null],
    ["database-durability", "ok", null],
    ["database-writes", "ok", null],
    ["database-encoding", "ok", null],
    ["database-rights", "ok", null],
    ["database-clock", "ok", null],
  ]);
});

test.each<[Partial<ServerFacts>, string, string, RegExp]>([
  [{ version: 14 }, "database-version", "PostgreSQL 14", /needs 15 or later/],
  [
    { timeZone: "Europe/Oslo" },
    "database-time-zone",
    "Sessions run in the time zone Europe/Oslo",
    /SET TimeZone = 'UTC'/,
  ],
  [
    { fsync: false },
    "database-durability",
    "fsync off, full_page_writes on, synchronous_commit on",
    /Set fsync = on/,
  ],
  [
    { fullPageWrites: false },
    "database-durability",
    "fsync on, full_page_writes off, synchronous_commit on",
    /Set full_page_writes = on/,
  ],
  [
    { synchronousCommit: "off" },
    "database-durability",
    "fsync on, full_page_writes on, synchronous_commit off",
    /synchronous_commit = on/,
  ],
  [{ readOnly: true }, "database-writes", "Reads only", /RESET default_transaction_read_only/],
  [{ inRecovery: true }, "database-writes", "Reads only", /at the primary/],
  [{ encoding: "LATIN1" }, "database-encoding", "Encoded in LATIN1", /ENCODING 'UTF8'/],
  [
    { mayCreateTables: false },
    "database-rights",
    "Role planwise in schema public of planwise",
    /GRANT CREATE ON SCHEMA public/,
  ],
])("%j is one problem, with what to do", (wrong, id, text, fix) => {
  const problems = judgeServer({ ...facts, ...wrong }, "PostgreSQL").filter(
    (finding) => finding.state !== "ok",
  );
  expect(problems).toEqual([{ id, state: "problem", text, fix: expect.stringMatching(fix) }]);
});

test("two faults are two problems", () => {
  const found = judgeServer({ ...facts, fsync: false, timeZone: "Asia/Tokyo" }, "PostgreSQL");
  expect(found.filter((one) => one.state === "problem").map((one) => one.id)).toEqual([
    "database-time-zone",
    "database-durability",
  ]);
});

test.each([
  [2_001, "note", "ahead of"],
  [-2_001, "note", "behind"],
  [-1_999, "ok", "behind"],
])("a clock that differs by %i ms is a %s", (clockAheadMs, state, words) => {
  const last = judgeServer({ ...facts, clockAheadMs }, "PostgreSQL").at(-1);
  expect(last).toMatchObject({ id: "database-clock", state });
  expect(last?.text).toContain(words);
});

test.each([
  ["24.21.0", "24.21.0", "ok"],
  ["24.3.1", "24.21.0", "ok"],
  ["22.12.0", "24.21.0", "problem"],
])("Node %s where %s is pinned: %s", (running, pinned, state) => {
  expect(judgeNode(running, pinned).state).toBe(state);
});

test.each([
  [999_999_999, "problem"],
  [1_000_000_000, "note"],
  [5_000_000_000, "ok"],
])("%i bytes free: %s", (bytes, state) => {
  expect(judgeSpace(bytes, "/data").state).toBe(state);
});

test("a missing browser is worth a note, because only tests need one", () => {
  expect(judgeBrowser(null)).toMatchObject({ state: "note", fix: expect.stringContaining("apt") });
  expect(judgeBrowser("/usr/bin/chromium").state).toBe("ok");
});

test("problems in the content name the first, with its place and how to mend it", () => {
  const report = {
    modules: [],
    totalMinutes: 0,
    questions: { basic: { schema: 2, monitoring: 1 } },
    exercises: 1,
    snippets: { total: 0, executed: 0 },
    problems: [{ file: "a.md", line: 3, message: "It has no title.", fix: "Add one." }],
  };
  expect(judgeContent(report)).toEqual({
    id: "content",
    state: "problem",
    text: "1 problem, the first in a.md:3: It has no title.",
    fix: "Add one. All of them: `npx planwise check`.",
  });
  expect(judgeContent({ ...report, problems: [] }).text).toContain("3 questions, 1 exercise,");
});
