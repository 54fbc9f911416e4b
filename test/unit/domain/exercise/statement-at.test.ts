import { describe, expect, it } from "vitest";
import { splitStatements, statementToExplain } from "#app/domain/exercise/statement-at.ts";

const texts = (script: string) => splitStatements(script).map((span) => span.text);

describe("splitting a script", () => {
  it.each([
    ["select 1; select 2", ["select 1", "select 2"]],
    ["select ';' ; select \"a;b\"", ["select ';'", 'select "a;b"']],
    ["select 'it''s; fine'; select 2", ["select 'it''s; fine'", "select 2"]],
    [
      "do $$ begin; end $$; select $x$ ; $$ ; $x$",
      ["do $$ begin; end $$", "select $x$ ; $$ ; $x$"],
    ],
    ["-- one; two\nselect 1; /* a /* ; */ ; */ select 2", ["select 1", "select 2"]],
    ["select 1 -- ; end", ["select 1 -- ; end"]],
    ["  ;; \n-- nothing\n", []],
    ["select 'open; select 2", ["select 'open; select 2"]],
  ])("%j", (script, expected) => expect(texts(script)).toEqual(expected));

  it("gives offsets into the script", () => {
    const script = "select 1;\n\n-- why\nselect 2 ;";
    for (const { start, end, text } of splitStatements(script))
      expect(script.slice(start, end)).toBe(text);
  });
});

describe("the statement to explain", () => {
  const script = "create index i on t (a);\nselect 1;\nexplain (analyze, buffers) select 2;\n";
  it.each([
    ["the caret is in a query", script.indexOf("select 1") + 3, "select 1"],
    ["the caret is in an EXPLAIN", script.indexOf("analyze"), "select 2"],
    ["the caret is in what cannot be explained", 3, "select 2"],
    ["the caret is after the end", script.length, "select 2"],
  ])("when %s", (_, caret, expected) =>
    expect(statementToExplain(script, caret)?.text).toBe(expected),
  );

  it("is none where there is no query", () =>
    expect(statementToExplain("vacuum analyze;", 0)).toBeNull());
});
