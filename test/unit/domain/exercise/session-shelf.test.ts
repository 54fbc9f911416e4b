import { expect, test } from "vitest";
import type { CallOutcome, SentStatement, SqlSession } from "#app/domain/exercise/ports.ts";
import { createSessionShelf } from "#app/domain/exercise/session-shelf.ts";

function setUp() {
  const opened: string[] = [];
  const closed: string[] = [];
  const shelf = createSessionShelf(async ({ variant }) => {
    const name = `${variant} ${opened.length + 1}`;
    opened.push(name);
    return { close: async () => void closed.push(name) } as unknown as SqlSession;
  });
  return { shelf, opened, closed };
}

function returned(...kinds: SentStatement["kind"][]): CallOutcome {
  const statements = kinds.map((kind) => ({ kind }) as SentStatement);
  return { kind: "returned", value: 1, statements, logs: [], ms: 1 };
}

const calls: ReadonlyArray<
  [name: string, call: CallOutcome | null, variants: string[], opened: number]
> = [
  ["reads share a session", returned("select", "select"), ["default", "default", "default"], 1],
  ["no statements share one too", returned(), ["default", "default"], 1],
  ["another variant opens another", returned("select"), ["default", "ties", "default"], 3],
  ["a write is never shared", returned("select", "update"), ["default", "default"], 2],
  ["a function call may write", returned("rpc"), ["default", "default"], 2],
  [
    "a call that threw is not shared",
    { kind: "crashed", reason: "", ms: 1 },
    ["default", "default"],
    2,
  ],
  ["a script is not shared", null, ["default", "default"], 2],
];

test.each(calls)("%s", async (_name, call, variants, expected) => {
  const { shelf, opened, closed } = setUp();
  for (const variant of variants) {
    const situation = { variant, input: "default" };
    await shelf.putBack(await shelf.take(situation), situation, call);
  }
  await shelf.clear();
  expect(opened).toHaveLength(expected);
  expect(closed.toSorted()).toEqual(opened.toSorted());
});
