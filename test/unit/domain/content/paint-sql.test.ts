import { assert, constantFrom, nat, option, property, string } from "fast-check";
import { expect, test } from "vitest";
import { paintSql } from "#app/domain/content/paint-sql.ts";

test("keywords, strings, numbers and comments have their kinds", () => {
  const painted = paintSql("select 'it''s', 42 -- why\nfrom t1", null);
  expect(
    painted.filter(({ kinds }) => kinds.length > 0).map(({ text, kinds }) => [text, kinds[0]]),
  ).toEqual([
    ["select", "keyword"],
    ["'it''s'", "string"],
    ["42", "constant"],
    ["-- why", "comment"],
    ["from", "keyword"],
  ]);
});

test.each([
  ["select titel from t", 8, "titel"],
  ["select 1 +", 11, "+"],
  ["select 'open", 8, "'open"],
  ["", 1, ""],
])("the error in %j at %i underlines %j", (sql, position, marked) => {
  const errors = paintSql(sql, position).filter(({ kinds }) => kinds.includes("error"));
  expect(errors.map(({ text }) => text).join("")).toBe(marked);
});

test("whatever is painted, the text stays the same and pieces follow each other", () => {
  const sql = string({
    unit: constantFrom("'", "-", "$", "/", "*", " ", "\n", "a", "1", "select"),
  });
  assert(
    property(sql, option(nat({ max: 60 })), (text, position) => {
      const painted = paintSql(text, position);
      expect(painted.map((piece) => piece.text).join("")).toBe(text);
      let at = 0;
      for (const piece of painted) {
        expect(piece.at).toBe(at);
        at += piece.text.length;
      }
    }),
  );
});
