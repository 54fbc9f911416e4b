import * as fc from "fast-check";
import { expect, test } from "vitest";
import { statementsCheck } from "#app/domain/exercise/checks.ts";
import { statementsGrader } from "#app/domain/exercise/grade-statements.ts";
import type { SentStatement } from "#app/domain/exercise/ports.ts";

function sent(fields: Partial<SentStatement> = {}): SentStatement {
  return {
    sql: "select id from users limit 20",
    table: "users",
    kind: "select",
    columns: ["id"],
    star: false,
    limit: 20,
    offset: null,
    rows: 1,
    ...fields,
  };
}

const users = sent({ sql: "select id from users" });
const perUser = sent({
  sql: "select title from analysis_results where user_id = $1",
  table: "analysis_results",
  columns: ["title"],
});
const nPlusOne = (count: number) => [users, ...Array.from({ length: count }, () => perUser)];

type Call = {
  mine: readonly SentStatement[];
  reference?: readonly SentStatement[];
  variant?: string;
};

function judge(rules: object, calls: readonly Call[]) {
  const check = statementsCheck.parse({ id: "statements", type: "statements", ...rules });
  return statementsGrader.judge(
    check,
    calls.map(({ mine, reference = [], variant = "default" }) => ({
      situation: { variant, input: "default" },
      mine,
      reference,
    })),
  );
}

const rows = (count: number) => [sent({ rows: count })];

const failures: ReadonlyArray<
  [name: string, rules: object, calls: readonly Call[], message: string]
> = [
  [
    "too many statements",
    { max: 2 },
    [{ mine: nPlusOne(100) }],
    "Your code sent 101 statements in one call; 2 are enough. The first repeated one is `select title from analysis_results where user_id = $1` (100 times).",
  ],
  [
    "growth with the data",
    { constant: true },
    [
      { mine: nPlusOne(3), reference: rows(4) },
      { mine: nPlusOne(30), reference: rows(31), variant: "skew" },
    ],
    "On the hidden data “skew”: Your code sent 4 statements for a small input and 31 for a larger one: the number grows with the data. The first repeated one is `select title from analysis_results where user_id = $1` (30 times).",
  ],
  [
    "pages counted as repetition",
    { max: 1 },
    [
      {
        mine: [
          sent({ sql: "select id from users limit 10" }),
          sent({ sql: "select id from users limit 10 offset 10" }),
          sent({ sql: "select id from users limit 20 offset 20" }),
        ],
      },
    ],
    "Your code sent 3 statements in one call; 1 is enough. The first repeated one is `select id from users limit … offset …` (2 times).",
  ],
  [
    "a star",
    { noStar: true },
    [{ mine: [sent({ sql: "select * from users", star: true })] }],
    "Your code asks for every column: `select * from users`. Name the columns you return, so that nothing else is read and sent.",
  ],
  [
    "an offset",
    { noOffset: true },
    [{ mine: [sent({ sql: "select id from users limit 20 offset 40", offset: 40 })] }],
    "`select id from users limit 20 offset 40` skips 40 rows with OFFSET: the database still reads every one of them. Start after the last row of the page before.",
  ],
  [
    "no limit",
    { maxLimit: 50 },
    [{ mine: [users, sent({ sql: "select id from users", limit: null })] }],
    "`select id from users` has no limit: it reads as many rows as there are. Ask for 50 at most.",
  ],
  [
    "a large limit",
    { maxLimit: 50 },
    [{ mine: [sent({ limit: 1000 })] }],
    "`select id from users limit 20` asks for up to 1,000 rows; 50 are enough.",
  ],
  [
    "a column that is not needed",
    { columns: { users: ["id", "name"] } },
    [{ mine: [sent({ columns: ["id", "email"] })] }],
    "Your code reads users.email, which the task does not need. Needed of users: id and name.",
  ],
  [
    "an embedded column that is not needed",
    { columns: { analysis_results: ["id"] } },
    [{ mine: [sent({ columns: ["id", "analysis_results.content"] })] }],
    "Your code reads analysis_results.content, which the task does not need. Needed of analysis_results: id.",
  ],
  [
    "too many rows",
    { maxRows: 25 },
    [{ mine: [sent({ rows: 20 }), sent({ rows: 6 })] }],
    "Your code fetched 26 rows in one call; 25 are enough. Let the database filter and limit, so that only rows you return travel.",
  ],
];

test.each(failures)("refuses %s", (_name, rules, calls, message) => {
  expect(judge(rules, calls)).toEqual({ status: "failed", message });
});

const passes: ReadonlyArray<[name: string, rules: object, calls: readonly Call[]]> = [
  ["as many statements as allowed", { max: 2 }, [{ mine: [users, perUser] }]],
  ["a first page by range", { noOffset: true }, [{ mine: [sent({ offset: 0 })] }]],
  [
    "an early end when there is nothing to read",
    { constant: true },
    [
      { mine: [users], reference: rows(0) },
      { mine: [users, perUser], reference: rows(9) },
      { mine: [users, perUser], reference: rows(90) },
    ],
  ],
  [
    "columns of a table without a rule",
    { columns: { users: ["id"] } },
    [{ mine: [perUser, users] }],
  ],
  [
    "a count without rows and limit",
    { maxLimit: 50 },
    [{ mine: [sent({ columns: [], limit: null, rows: 0 })] }],
  ],
  [
    "a write without a limit",
    { maxLimit: 50 },
    [{ mine: [sent({ kind: "update", limit: null })] }],
  ],
  ["no statement at all", { max: 1, constant: true }, [{ mine: [] }]],
];

test.each(passes)("accepts %s", (_name, rules, calls) => {
  expect(judge(rules, calls).status).toBe("passed");
});

test("a number of statements that follows the size is never constant, a fixed one always", () => {
  const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 5 }), (list, fixed) => {
      const growing = list.map((size) => ({ mine: nPlusOne(size), reference: rows(size) }));
      const steady = list.map((size) => ({ mine: nPlusOne(fixed), reference: rows(size) }));
      expect(judge({ constant: true }, growing).status).toBe("failed");
      expect(judge({ constant: true }, steady).status).toBe("passed");
    }),
  );
});
