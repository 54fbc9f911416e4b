import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answersIn, withAnswer } from "#app/domain/exercise/answer-lines.ts";

const given = (text: string) => Object.fromEntries(answersIn(text));

test.each([
  ["none", "select 1", {}],
  ["one in SQL", "select 1\n-- answer first: b\n", { first: ["b"] }],
  ["one in TypeScript", "// answer first: b", { first: ["b"] }],
  ["several letters, however set apart", "--answer first :a,  C;b", { first: ["a", "c", "b"] }],
  ["the last of two", "-- answer first: a\n-- answer first: b", { first: ["b"] }],
  ["by different names", "-- answer one: a\n-- answer two: b", { one: ["a"], two: ["b"] }],
  ["with another end of line", "-- answer first: a\r\nselect 1\r\n", { first: ["a"] }],
  ["nothing after the colon", "-- answer first:", { first: [] }],
  ["a sentence about answers", "-- the answer is b", {}],
  ["code before the comment", "select 1 -- answer first: b", {}],
])("reads %s", (_, text, expected) => expect(given(text)).toEqual(expected));

test.each([
  ["at the end", "select 1", "select 1\n-- answer first: b\n"],
  ["into an empty text", "", "-- answer first: b\n"],
  [
    "in place of the one before",
    "-- answer first: a\nselect 1\n",
    "select 1\n-- answer first: b\n",
  ],
  [
    "leaving other questions alone",
    "select 1\n-- answer other: a\n",
    "select 1\n-- answer other: a\n-- answer first: b\n",
  ],
])("writes an answer %s", (_, text, expected) => {
  expect(withAnswer(text, "sql", "first", ["b"])).toBe(expected);
});

test("taking an answer back takes its line away, and nothing else", () => {
  const text = "select 1\n-- answer first: b\n-- answer other: a\n";
  expect(withAnswer(text, "sql", "first", [])).toBe("select 1\n-- answer other: a\n");
});

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const letters = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));

test("what is written is read again, whatever the text, and other answers stay", () => {
  const piece = fc.constantFrom(
    "select 1",
    "-- answer x: a",
    "  // answer y: c",
    "",
    "\r",
    "-- answer",
    "é😀",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string())),
      fc.constantFrom("sql", "typescript"),
      id,
      letters,
      (lines, kind, name, chosen) => {
        const before = lines.join("\n");
        const after = withAnswer(before, kind, name, chosen);
        const expected = { ...given(before), [name]: chosen.toSorted() };
        if (chosen.length === 0) delete expected[name];
        expect(given(after)).toEqual(expected);
        expect(withAnswer(after, kind, name, chosen)).toBe(after);
      },
    ),
  );
});
