import { expect, test } from "vitest";
import { valueCheck } from "#app/domain/exercise/checks.ts";
import { valueGrader } from "#app/domain/exercise/grade-value.ts";

const check = valueCheck.parse({
  id: "value",
  type: "value",
  inputs: ["default", "others"],
  variants: ["default", "ties"],
});
const secret = [{ id: 4711, name: "secret" }];

function judge(mine: unknown, situation = { variant: "default", input: "default" }) {
  return valueGrader.judge(check, [
    {
      situation: { variant: "default", input: "default" },
      mine: { value: secret },
      reference: { value: secret },
    },
    { situation, mine: mine === undefined ? {} : { value: mine }, reference: { value: secret } },
  ]);
}

const failures: ReadonlyArray<[name: string, mine: unknown, message: string]> = [
  [
    "nothing",
    undefined,
    "Your function returned nothing. Does every path through it end in `return`, and is every promise awaited?",
  ],
  [
    "a response",
    { data: secret, error: null },
    "The returned value is an object, where an array is expected.",
  ],
  ["no rows", [], "The returned value has 0 items, fewer than expected."],
  ["a missing field", [{ id: 4711 }], "`[0].name` is missing from what your function returns."],
  [
    "a field too many",
    [{ id: 4711, name: "secret", at: 1 }],
    "Your function returns `[0].at`, which the task does not ask for.",
  ],
  [
    "another value",
    [{ id: 5, name: "secret" }],
    "`[0].id` is 5, which is not what is expected there.",
  ],
];

test.each(failures)("says where %s differs", (_name, mine, message) => {
  const judgement = judge(mine);
  expect(judgement).toEqual({ status: "failed", message });
  expect(judgement.message).not.toMatch(/4711|secret/);
});

test("names the hidden data and arguments", () => {
  const { message } = judge([], { variant: "ties", input: "others" });
  expect(message).toBe(
    "On the hidden data “ties”: called with the hidden arguments “others”: the returned value has 0 items, fewer than expected.",
  );
});

test("passes when every call returns what the reference returns", () => {
  expect(judge(structuredClone(secret))).toEqual({
    status: "passed",
    message: "The value is as expected in 2 calls.",
  });
});

test.each([
  [{ variant: "default", input: "default" }, true],
  [{ variant: "ties", input: "others" }, true],
  [{ variant: "empty", input: "default" }, false],
  [{ variant: "default", input: "unlisted" }, false],
])("looks at %o: %s", (situation, looks) => {
  expect(valueGrader.looksAt(check, situation)).toBe(looks);
});
