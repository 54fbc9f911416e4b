import { expect, test } from "vitest";
import { plainText } from "#app/domain/content/plain-text.ts";

test.each([
  ["<p>A <code>btree</code> index.</p>", "A btree index."],
  ["<p>a &#x3C; b &amp;&amp; c &gt; 1 &#38; so</p>", "a < b && c > 1 & so"],
  ["<p>one</p>\n<p>two</p>", "one two"],
  ["&unknown;", "&unknown;"],
  ["", ""],
])("%j reads %j", (html, text) => {
  expect(plainText(html)).toBe(text);
});

test("long text ends in an ellipsis within the length", () => {
  expect(plainText("<p>abcdef ghij</p>", 8)).toBe("abcdef…");
});
