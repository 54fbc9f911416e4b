import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "#app/domain/analytics/csv.ts";

test.each([
  ["=1+1", `"'=1+1"`],
  ["+49 30 1234", `"'+49 30 1234"`],
  ["-Anna", `"'-Anna"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'\r=1"`],
  ["＝1", `"'＝1"`],
  ["a,b", '"a,b"'],
  ['the "small" one', '"the ""small"" one"'],
  ["two\nlines", '"two\nlines"'],
  [" padded ", '" padded "'],
  ["José = Joe", "José = Joe"],
  ["", ""],
  [null, ""],
  [-5, "-5"],
  [0.5, "0.5"],
])("a cell holding %j is written as %j", (cell, written) => {
  expect(toCsv(["h"], [[cell]])).toBe(`\uFEFFh\r\n${written}\r\n`);
});

test("rows end in CRLF and the file begins with a byte order mark", () => {
  expect(toCsv(["a", "b"], [["x", 1]])).toBe("\uFEFFa,b\r\nx,1\r\n");
});

test("whatever is written, a reader of RFC 4180 gets the cells back and none begins like a formula", () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "'", "a", " "),
    }),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = readCsv(toCsv(["a", "b"], rows)).slice(1);
      expect(read.flat().filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([]);
      const guarded = rows.map((row) =>
        row.map((text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)),
      );
      expect(read).toEqual(guarded);
    }),
  );
});

/** A reader by the letter of RFC 4180. */
function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  field.lastIndex = 1;
  for (let match = field.exec(file); match; match = field.exec(file)) {
    row.push(match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'));
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
