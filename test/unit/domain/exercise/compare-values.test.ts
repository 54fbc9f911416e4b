import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ArrayOrder,
  compareValues,
  type ValueDifference,
} from "#app/domain/exercise/compare-values.ts";

const rows = [
  { id: 1, tags: ["a", "b"] },
  { id: 2, tags: [] },
];

const cases: ReadonlyArray<
  [
    name: string,
    mine: unknown,
    expected: unknown,
    order: ArrayOrder,
    Partial<ValueDifference> | null,
  ]
> = [
  ["equal rows", rows, structuredClone(rows), "strict", null],
  ["fields in another order", { b: 1, a: 2 }, { a: 2, b: 1 }, "strict", null],
  [
    "rows in another order, strict",
    [...rows].reverse(),
    rows,
    "strict",
    { path: "[0].id", kind: "other-value", mine: 2 },
  ],
  ["rows in another order, any", [...rows].reverse(), rows, "any", null],
  [
    "nested lists in another order, any",
    [{ id: 1, tags: ["b", "a"] }],
    [{ id: 1, tags: ["a", "b"] }],
    "any",
    null,
  ],
  ["a missing row", [rows[0]], rows, "strict", { path: "", kind: "too-few-items" }],
  ["a missing row, any", [rows[1]], rows, "any", { path: "", kind: "too-few-items" }],
  ["a row too many", [...rows, rows[0]], rows, "strict", { kind: "too-many-items" }],
  ["a row twice, any", [rows[0], rows[0]], rows, "any", { path: "[1]", kind: "unexpected-item" }],
  [
    "a missing field",
    { id: 1 },
    { id: 1, name: null },
    "strict",
    { path: "name", kind: "missing-field" },
  ],
  [
    "a missing field in a list of any order",
    [{ id: 1 }],
    [{ id: 1, n: 2 }],
    "any",
    { path: "[0].n", kind: "missing-field" },
  ],
  [
    "a field too many",
    { id: 1, x: 0 },
    { id: 1 },
    "strict",
    { path: "x", kind: "extra-field", mine: 0 },
  ],
  [
    "nothing instead of null",
    undefined,
    null,
    "strict",
    { kind: "other-type", expectedType: "null" },
  ],
  [
    "an object instead of an array",
    { data: [] },
    [],
    "strict",
    { kind: "other-type", expectedType: "an array" },
  ],
  [
    "text instead of a number",
    { n: "1" },
    { n: 1 },
    "strict",
    { path: "n", kind: "other-type", mine: "1" },
  ],
  ["numbers apart by rounding", 0.1 + 0.2, 0.3, "strict", null],
  ["numbers apart by more", 0.3001, 0.3, "strict", { kind: "other-value" }],
  [
    "one instant in two notations",
    "2026-01-15T12:00:00Z",
    "2026-01-15T13:00:00+01:00",
    "strict",
    null,
  ],
  [
    "instants a microsecond apart",
    "2026-01-15T12:00:00.000001Z",
    "2026-01-15T12:00:00+00:00",
    "strict",
    { kind: "other-value" },
  ],
  [
    "a date that is none",
    "2026-99-99T12:00:00Z",
    "2026-99-98T12:00:00Z",
    "strict",
    { kind: "other-value" },
  ],
  [
    "a key of the prototype",
    { a: 1 },
    { a: 1, constructor: 1 },
    "strict",
    { path: "constructor", kind: "missing-field" },
  ],
];

test.each(cases)("%s", (_name, mine, expected, order, difference) => {
  const found = compareValues(mine, expected, order);
  expect(found === null).toBe(difference === null);
  expect(found ?? {}).toMatchObject(difference ?? {});
});

const json = fc.jsonValue({ maxDepth: 4 });

test("every value equals itself in both orders", () => {
  fc.assert(
    fc.property(json, fc.constantFrom<ArrayOrder>("strict", "any"), (value, order) => {
      expect(compareValues(value, structuredClone(value), order)).toBeNull();
    }),
  );
});

test("shuffled rows are equal in any order", () => {
  const shuffled = fc
    .array(json, { maxLength: 20 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(compareValues(other, list, "any")).toBeNull();
    }),
  );
});

test("a row that is added or taken away is always noticed", () => {
  fc.assert(
    fc.property(
      fc.array(json, { minLength: 1, maxLength: 12 }),
      fc.constantFrom<ArrayOrder>("strict", "any"),
      (list, order) => {
        expect(compareValues(list.slice(1), list, order)).not.toBeNull();
        expect(compareValues([...list, list[0]], list, order)).not.toBeNull();
      },
    ),
  );
});

test("differences are seen from both sides", () => {
  fc.assert(
    fc.property(json, json, fc.constantFrom<ArrayOrder>("strict", "any"), (left, right, order) => {
      const forth = compareValues(left, right, order) === null;
      expect(compareValues(right, left, order) === null).toBe(forth);
    }),
  );
});
