import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isStorable, toStorable } from "#app/domain/content/storable-text.ts";

test.each([
  ["plain", "plain", true],
  ["café 🎉 \u2028 \r\n\t", "café 🎉 \u2028 \r\n\t", true],
  ["a\0b", "a\uFFFDb", false],
  ["half \ud83d", "half \uFFFD", false],
  ["\ude00 the other half", "\uFFFD the other half", false],
])("%j is kept as %j", (text, kept, storable) => {
  expect(isStorable(text)).toBe(storable);
  expect(toStorable(text)).toBe(kept);
});

test("whatever comes, what is kept can be stored, and nothing else is changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(isStorable(toStorable(text))).toBe(true);
      if (isStorable(text)) expect(toStorable(text)).toBe(text);
    }),
  );
});
