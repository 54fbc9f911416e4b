import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareRows } from "#app/domain/exercise/compare-rows.ts";
import type { Cell, ResultSet } from "#app/domain/exercise/ports.ts";
import { resultSet } from "#test/support/results.ts";

const any = { order: "any", keys: [], names: "exact", tolerance: 1e-9 } as const;
const strict = { ...any, order: "strict" } as const;
const byPrice = { ...any, order: "keys", keys: ["price desc"] } as const;

const products = (...rows: Cell[][]) => resultSet(["id bigint", "price numeric"], rows);

test.each([
  ["the same rows", products(["1", "2.50"]), products(["1", "2.50"]), strict, null],
  ["another scale of the same number", products(["1", "2.5"]), products(["1", "2.500"]), any, null],
  [
    "floating-point noise",
    products(["1", "0.3000000000000000444"]),
    products(["1", "0.3"]),
    any,
    null,
  ],
  [
    "a whole number next to the right one",
    products(["1000000001", "1"]),
    products(["1000000002", "1"]),
    any,
    "rows",
  ],
  [
    "big whole numbers beyond double precision",
    products(["9007199254740993", "1"]),
    products(["9007199254740992", "1"]),
    any,
    "rows",
  ],
  ["NULL for NULL", products(["1", null]), products(["1", null]), any, null],
  ["NULL for zero", products(["1", null]), products(["1", "0"]), any, "rows"],
  ["the text NULL for NULL", resultSet(["a"], [["NULL"]]), resultSet(["a"], [[null]]), any, "rows"],
  [
    "NaN for NaN",
    resultSet(["x real"], [["NaN"]]),
    resultSet(["x double precision"], [["NaN"]]),
    any,
    null,
  ],
  [
    "infinity for a number",
    resultSet(["x real"], [["Infinity"]]),
    resultSet(["x real"], [["1"]]),
    any,
    "rows",
  ],
  [
    "minus zero for zero",
    resultSet(["x real"], [["-0"]]),
    resultSet(["x real"], [["0"]]),
    any,
    null,
  ],
  [
    "a count as numeric",
    resultSet(["n numeric"], [["5.00"]]),
    resultSet(["n bigint"], [["5"]]),
    any,
    null,
  ],
  [
    "rows out of order, order free",
    products(["2", "1"], ["1", "2"]),
    products(["1", "2"], ["2", "1"]),
    any,
    null,
  ],
  [
    "rows out of order, order strict",
    products(["2", "1"], ["1", "2"]),
    products(["1", "2"], ["2", "1"]),
    strict,
    "order",
  ],
  [
    "ties swapped under a key",
    products(["1", "9"], ["3", "5"], ["2", "5"]),
    products(["1", "9"], ["2", "5"], ["3", "5"]),
    byPrice,
    null,
  ],
  [
    "keys out of order",
    products(["2", "5"], ["1", "9"]),
    products(["1", "9"], ["2", "5"]),
    byPrice,
    "order",
  ],
  [
    "a row twice instead of two rows",
    products(["1", "1"], ["1", "1"]),
    products(["1", "1"], ["2", "1"]),
    any,
    "rows",
  ],
  ["a missing row", products(["1", "1"]), products(["1", "1"], ["2", "1"]), any, "rows"],
  ["an extra row", products(["1", "1"], ["2", "1"]), products(["1", "1"]), any, "rows"],
  ["nothing for nothing", products(), products(), strict, null],
  [
    "another column name",
    resultSet(["ID bigint"], []),
    resultSet(["id bigint"], []),
    any,
    "columns",
  ],
  [
    "another case, case free",
    resultSet(["ID bigint"], []),
    resultSet(["id bigint"], []),
    { ...any, names: "ignore-case" } as const,
    null,
  ],
  [
    "any name, names free",
    resultSet(["x bigint"], [["1"]]),
    resultSet(["id bigint"], [["1"]]),
    { ...any, names: "ignore" } as const,
    null,
  ],
  [
    "a column too many, names free",
    resultSet(["x bigint", "y"], []),
    resultSet(["id bigint"], []),
    { ...any, names: "ignore" } as const,
    "column-count",
  ],
  [
    "a key the solution lacks",
    products(["1", "1"]),
    products(["1", "1"]),
    { ...byPrice, keys: ["cost"] } as const,
    "unknown-key",
  ],
  [
    "one instant in two time zones",
    resultSet(["at timestamp with time zone"], [["2026-01-15 13:00:00+01"]]),
    resultSet(["at timestamp with time zone"], [["2026-01-15 12:00:00+00"]]),
    any,
    null,
  ],
  [
    "instants a microsecond apart",
    resultSet(["at timestamp with time zone"], [["2026-01-15 12:00:00.000001+00"]]),
    resultSet(["at timestamp with time zone"], [["2026-01-15 12:00:00+00"]]),
    any,
    "rows",
  ],
  [
    "JSON with other key order",
    resultSet(["j jsonb"], [['{"a":1,"b":2}']]),
    resultSet(["j json"], [['{ "b": 2, "a": 1 }']]),
    any,
    null,
  ],
  [
    "text with a trailing blank",
    resultSet(["t"], [["a "]]),
    resultSet(["t"], [["a"]]),
    any,
    "rows",
  ],
  [
    "a padded character",
    resultSet(["t character"], [["a  "]]),
    resultSet(["t character"], [["a"]]),
    any,
    null,
  ],
] as const)("%s", (_, mine: ResultSet, expected: ResultSet, rules, kind) => {
  expect(compareRows(mine, expected, rules)?.kind ?? null).toBe(kind);
});

test("names the columns in which a row differs from the one it nearly is", () => {
  const columns = ["id bigint", "name", "price numeric"];
  const difference = compareRows(
    resultSet(columns, [
      ["1", "a", "5"],
      ["2", "b", "6"],
    ]),
    resultSet(columns, [
      ["1", "a", "5"],
      ["2", "b", "7"],
    ]),
    any,
  );
  expect(difference).toMatchObject({ kind: "rows", first: { at: 1, columns: ["price"] } });
});

test("a tolerance of the author counts for whole numbers too", () => {
  const rules = { ...any, tolerance: 0.01 };
  expect(compareRows(products(["100", "1"]), products(["101", "1"]), rules)).toBeNull();
  expect(compareRows(products(["100", "1"]), products(["103", "1"]), rules)?.kind).toBe("rows");
});

const cell = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }).map(String), cell), {
  maxLength: 30,
});
const shuffled = fc
  .tuple(rows, fc.infiniteStream(fc.nat()))
  .map(
    ([list, luck]) =>
      [list, list.toSorted(() => (Number(luck.next().value) % 2 === 0 ? 1 : -1))] as const,
  );

test("every result equals itself under every rule", () => {
  fc.assert(
    fc.property(rows, (list) => {
      for (const rules of [any, strict, byPrice]) {
        expect(compareRows(products(...list), products(...list), rules)).toBeNull();
      }
    }),
  );
});

test("order is free when it is free", () => {
  fc.assert(
    fc.property(shuffled, ([list, moved]) => {
      expect(compareRows(products(...moved), products(...list), any)).toBeNull();
    }),
  );
});

test("ties are free under keys, the keys are not", () => {
  fc.assert(
    fc.property(shuffled, ([list, moved]) => {
      const sorted = (all: readonly (readonly Cell[])[]) =>
        all.toSorted((a, b) => Number(b[0]) - Number(a[0])).map((row) => [...row]);
      const rules = { ...any, order: "keys", keys: ["id desc"] } as const;
      expect(compareRows(products(...sorted(moved)), products(...sorted(list)), rules)).toBeNull();
      const backwards = sorted(moved).toReversed();
      const tied = new Set(list.map((row) => row[0])).size < 2;
      const verdict = compareRows(products(...backwards), products(...sorted(list)), rules);
      expect(verdict === null).toBe(tied || isSameKeys(backwards, sorted(list)));
    }),
  );
});

function isSameKeys(a: readonly Cell[][], b: readonly Cell[][]): boolean {
  return a.every((row, at) => row[0] === b[at]?.[0]);
}

test("noise within the tolerance never counts, a changed cell always does", () => {
  const numbers = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(numbers, fc.double({ min: -0.4, max: 0.4, noNaN: true }), (list, noise) => {
      const columns = ["x double precision"];
      const mine = list.map((value) => [String(value * (1 + noise * 1e-9))]);
      const expected = resultSet(
        columns,
        list.map((value) => [String(value)]),
      );
      expect(compareRows(resultSet(columns, mine), expected, any)).toBeNull();
      const [first = 0, ...others] = list;
      const changed = [[String(first * 1.001 + 1)], ...others.map((value) => [String(value)])];
      expect(compareRows(resultSet(columns, changed), expected, any)?.kind).toBe("rows");
    }),
  );
});

test("20,000 rows of noisy numbers are compared bucket by bucket, not pair by pair", () => {
  const columns = ["a double precision", "b double precision"];
  const make = (noise: number) =>
    Array.from({ length: 20_000 }, (_, at) => [
      String((at % 977) * (1 + noise)),
      String(at * (1 + noise)),
    ]);
  const started = performance.now();
  const mine = resultSet(columns, make(1e-12));
  expect(compareRows(mine, resultSet(columns, make(0)), any)).toBeNull();
  // Every number equal in the bucket column and none equal in the next: the worst case.
  const worst = (offset: number) =>
    Array.from({ length: 20_000 }, (_, at) => ["1", "2", String(at + offset)]);
  const wide = [...columns, "c double precision"];
  expect(compareRows(resultSet(wide, worst(0.25)), resultSet(wide, worst(0.5)), any)?.kind).toBe(
    "rows",
  );
  // Pair by pair this would be 400 million comparisons twice, minutes of work.
  expect(performance.now() - started).toBeLessThan(30_000);
}, 60_000);
