import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCatalog } from "#app/adapters/content/load-catalog.server.ts";
import type { Lesson } from "#app/domain/content/catalog.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";
import { makeCourse } from "#test/support/small-examination.ts";

// The lessons of the tiny course, on the data set that ships: pages look their data up there.
const { modules } = loadCatalog({
  contentDir: "test/fixtures/tiny-course/content",
  exercises: null,
}).catalog;
const taught = modules.map((module) => ({
  ...module,
  lessons: module.lessons.map((lesson): Lesson => ({ ...lesson, dataset: "hallucifix-small" })),
}));
const first = { module: "tiny-module", lesson: "first-lesson" };
const second = { module: "tiny-module", lesson: "second-lesson" };

let stand: TestServices;
beforeAll(async () => {
  stand = await createTestServices(makeCourse({ modules: taught }));
});
afterAll(() => stand.dispose());

async function addReader() {
  const userId = await stand.addPerson();
  const { reading } = stand.services;
  return {
    reading,
    open: (at = first) => reading.lesson({ userId, ...at }),
    record: (anchor: string | null, at = first) => reading.record({ userId, ...at, anchor }),
    complete: (at = first) => reading.complete({ userId, ...at }),
    modules: () => reading.modules(userId),
    states: async () =>
      (await reading.module({ userId, module: "tiny-module" }))?.lessons.map(({ state }) => state),
  };
}

describe("a lesson", () => {
  test("comes with its place, its neighbours and where its data lies", async () => {
    const lesson = await (await addReader()).open();
    expect(lesson).toMatchObject({
      module: { slug: "tiny-module", title: "A tiny module", lessons: 2 },
      number: 1,
      minutes: 15,
      previous: null,
      next: { module: "tiny-module", slug: "second-lesson", title: "Finding one book" },
      completedAt: null,
      data: {
        name: "hallucifix-small",
        snapshotUrl: expect.stringMatching(
          /^\/lab\/data\/hallucifix-small-default-[0-9a-f]{16}\.tar\.gz$/,
        ),
        clock: "2026-01-15T12:00:00.000Z",
      },
    });
  });

  test.each([
    { module: "tiny-module", lesson: "no-such-lesson" },
    { module: "no-such-module", lesson: "first-lesson" },
    { module: "tiny-module", lesson: "__proto__" },
  ])("is not found at $module/$lesson, by no service", async (at) => {
    const reader = await addReader();
    expect(await reader.open(at)).toBeNull();
    expect(await reader.record(null, at)).toBe(false);
    expect(await reader.complete(at)).toBe(false);
  });
});

describe("progress", () => {
  test("opening a page is not reading it", async () => {
    const reader = await addReader();
    await reader.open();
    expect(await reader.states()).toEqual(["unread", "unread"]);
    expect((await reader.modules()).continuation).toMatchObject({
      lesson: { slug: "first-lesson" },
      started: false,
      place: null,
    });
  });

  test("the last heading is where to continue", async () => {
    const reader = await addReader();
    await reader.record("with-a-year");
    expect(await reader.states()).toEqual(["begun", "unread"]);
    expect((await reader.modules()).continuation).toMatchObject({
      lesson: { slug: "first-lesson" },
      started: true,
      place: { id: "with-a-year", text: "With a year" },
    });
  });

  test("a heading the lesson does not have leaves the last one standing", async () => {
    const reader = await addReader();
    await reader.record("all-of-them");
    expect(await reader.record('"><script>')).toBe(true);
    expect((await reader.modules()).continuation?.place?.id).toBe("all-of-them");
  });

  test("a finished lesson hands over to the next, and stays finished when read again", async () => {
    const reader = await addReader();
    await reader.complete();
    const finishedAt = (await reader.open())?.completedAt;
    expect(finishedAt).toBe(stand.clock.now().toISOString());
    expect((await reader.modules()).continuation).toMatchObject({
      lesson: { slug: "second-lesson" },
      started: false,
    });
    stand.clock.advance(60_000);
    await reader.complete();
    await reader.record("all-of-them");
    expect((await reader.open())?.completedAt).toBe(finishedAt);
    expect(await reader.states()).toEqual(["read", "unread"]);
  });

  test("everything read leaves nothing to continue", async () => {
    const reader = await addReader();
    await reader.complete(first);
    await reader.complete(second);
    expect((await reader.modules()).continuation).toBeNull();
  });

  test("one reader's progress is not another's", async () => {
    const [one, other] = [await addReader(), await addReader()];
    await one.complete();
    expect(await other.states()).toEqual(["unread", "unread"]);
  });
});

describe("practice data", () => {
  async function addressOf() {
    const lesson = await (await addReader()).open();
    return lesson?.data?.snapshotUrl.split("/").at(-1) ?? "";
  }

  test("is found under its address, as an archive and as JSON", async () => {
    const name = await addressOf();
    const { practice } = stand.services;
    expect(await practice.file(name)).toMatchObject({ type: "application/gzip" });
    expect(await practice.file(name.replace(".tar.gz", ".json"))).toMatchObject({
      type: "application/json",
    });
  });

  test("never hands out a hidden variant, another file or another version", async () => {
    const name = await addressOf();
    const refused = [
      name.replace("-default-", "-ties-"),
      name.replace(/[0-9a-f]{16}/, "0123456789abcdef"),
      name.replace("hallucifix-small", "no-such-data"),
      `../${name}`,
      "../../package.json",
      "",
    ];
    for (const one of refused) expect(await stand.services.practice.file(one)).toBeNull();
  });
});
