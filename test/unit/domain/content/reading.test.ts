import { describe, expect, test } from "vitest";
import type { Catalog, Lesson } from "#app/domain/content/catalog.ts";
import { neighbours, whereToContinue, type ReadingState } from "#app/domain/content/reading.ts";

function lesson(module: string, slug: string): Lesson {
  return { module, slug, id: `${module}/${slug}` } as Lesson;
}

const catalog = {
  modules: [
    { slug: "one", lessons: [lesson("one", "a"), lesson("one", "b")] },
    { slug: "two", lessons: [lesson("two", "c")] },
  ],
  questions: [],
} as unknown as Catalog;

function state(id: string, day: number, completed = false): ReadingState {
  const at = new Date(Date.UTC(2026, 0, day));
  return { lesson: id, lastReadAt: at, anchor: `at-${id}`, completedAt: completed ? at : null };
}

const cases: Array<[string, ReadingState[], string | null, string | null]> = [
  ["nothing read: the first lesson", [], "one/a", null],
  ["one begun: that one, at its heading", [state("one/b", 1)], "one/b", "at-one/b"],
  ["two begun: the one read last", [state("one/b", 1), state("one/a", 2)], "one/a", "at-one/a"],
  ["one finished: the one after it", [state("one/a", 1, true)], "one/b", null],
  ["finished at the end of a module: the next module", [state("one/b", 1, true)], "two/c", null],
  ["last one finished: back to what is left", [state("two/c", 1, true)], "one/a", null],
  ["begun beats finished later", [state("two/c", 1), state("one/a", 2, true)], "two/c", "at-two/c"],
  [
    "all finished: nothing",
    [state("one/a", 1, true), state("one/b", 2, true), state("two/c", 3, true)],
    null,
    null,
  ],
  ["a lesson that no longer exists is forgotten", [state("gone/x", 9)], "one/a", null],
];

describe("where to continue", () => {
  test.each(cases)("%s", (_name, states, expected, anchor) => {
    const found = whereToContinue(catalog, states);
    expect(found?.lesson.id ?? null).toBe(expected);
    expect(found?.anchor ?? null).toBe(anchor);
  });
});

test("neighbours cross modules and end at both ends", () => {
  const ids = (of: Lesson) => {
    const { previous, next } = neighbours(catalog, of);
    return [previous?.id ?? null, next?.id ?? null];
  };
  expect(ids(lesson("one", "a"))).toEqual([null, "one/b"]);
  expect(ids(lesson("one", "b"))).toEqual(["one/a", "two/c"]);
  expect(ids(lesson("two", "c"))).toEqual(["one/b", null]);
});
