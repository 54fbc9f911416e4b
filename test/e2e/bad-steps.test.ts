import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import { readLog } from "./support/examination.ts";
import { test, type Sitting } from "./support/sitting.ts";

const step = (own: Record<string, unknown>) => ({
  kind: "save",
  idemKey: randomUUID(),
  tabId: "tab-of-test",
  tabSeq: 1,
  clientAt: null,
  item: "none",
  response: { kind: "none" },
  ...own,
});

describe("steps of an examination that cannot be understood: 400 with the reason, nothing stored", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  test.for<[string, string, RegExp]>([
    ["nothing", "", /not JSON/],
    ["half an object", '{"steps": [', /not JSON/],
    ["a word", "hello", /not JSON/],
    ["null", "null", /expected object/],
    ["a list", "[]", /expected object/],
    ["no steps", '{"baseSeq": 0}', /^steps: /],
    ["steps that are no list", '{"steps": {"0": 1}, "baseSeq": 0}', /^steps: /],
    ["a hundred thousand brackets", deep, /expected object|not JSON/],
    ["a number without bounds", '{"steps": [], "baseSeq": 1e309}', /^baseSeq: /],
    ["a number beyond the database's", '{"steps": [], "baseSeq": 3000000000}', /^baseSeq: /],
    ["a field of our own", '{"steps": [], "baseSeq": 0, "score": 50}', /score/],
  ])("%s", async ([_name, body, reason], { sitting, planwise }) => {
    const { visitor, attemptId } = sitting;
    const before = await readLog(planwise, attemptId);
    const answer = await visitor.send(`/assess/attempts/${attemptId}/steps`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { reason: string }).reason).toMatch(reason);
    expect(await readLog(planwise, attemptId)).toEqual(before);
  });

  test.for<[string, Record<string, unknown>]>([
    ["an unknown kind", { kind: "grade", score: { earned: 50 } }],
    ["points beside the answer", { score: 50 }],
    ["a deadline beside the answer", { deadlineAt: "2099-01-01T00:00:00.000Z" }],
    ["a seq of its own", { seq: 1 }],
    ["somebody else as actor", { actorId: "admin" }],
    ["no key", { idemKey: undefined }],
    ["a short key", { idemKey: "1" }],
    ["a key without end", { idemKey: "k".repeat(101) }],
    ["a key that is a list", { idemKey: ["12345678"] }],
    ["a date that is none", { clientAt: "yesterday" }],
    ["a count below zero", { tabSeq: -1 }],
    ["a count beyond the database's", { tabSeq: 3_000_000_000 }],
    ["an answer of an unknown kind", { response: { kind: "right" } }],
    ["an answer that says it is right", { response: { kind: "none", correct: true } }],
    ["a line below one", { response: { kind: "lines", lines: [-1] } }],
    ["a line that is text", { response: { kind: "lines", lines: ["1; "] } }],
    ["a text of a megabyte, nearly", { response: { kind: "text", text: "x".repeat(900_000) } }],
  ])("a step with %s", async ([_name, own], { sitting, planwise }) => {
    const { visitor, attemptId, single } = sitting;
    const before = await readLog(planwise, attemptId);
    const good = step({ item: single });
    const answer = await visitor.postJson(`/assess/attempts/${attemptId}/steps`, {
      steps: [good, step({ item: single, ...own })],
      baseSeq: 0,
    });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { reason: string }).reason).toMatch(/^steps\.1/);
    // Not the good one either: nothing is stored by halves.
    expect(await readLog(planwise, attemptId)).toEqual(before);
  });
});

describe("steps that do not fit are answered with their reason and kept", () => {
  test.for<[string, (sitting: Sitting) => Record<string, unknown>, string]>([
    ["a question of another form", () => ({ item: "basic/schema/elsewhere" }), "foreign-question"],
    ["a key of every object", () => ({ item: "__proto__" }), "foreign-question"],
    [
      "an option there is not",
      ({ single }) => ({ item: single, response: { kind: "options", options: ["none"] } }),
      "unknown-option",
    ],
    [
      "an answer to another kind of question",
      ({ single }) => ({ item: single, response: { kind: "text", text: "A" } }),
      "wrong-kind",
    ],
  ])("%s", async ([_name, own, refusal], { sitting, planwise }) => {
    const { visitor, attemptId } = sitting;
    const answer = await visitor.postJson(`/assess/attempts/${attemptId}/steps`, {
      steps: [step(own(sitting))],
      baseSeq: 0,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ acks: [{ refusal }] });
    expect((await readLog(planwise, attemptId)).at(-1)).toMatchObject({ refusal });
  });

  test("a text with characters that no database keeps is saved with marks in their place", async ({
    sitting,
    planwise,
  }) => {
    const { visitor, attemptId, numeric } = sitting;
    const answer = await visitor.send(`/assess/attempts/${attemptId}/steps`, {
      method: "POST",
      body: JSON.stringify({
        steps: [step({ item: numeric, response: { kind: "text", text: "HALF 4\0" } })],
        baseSeq: 0,
      }).replace("HALF", "\\ud83d"),
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(200);
    expect((await readLog(planwise, attemptId)).at(-1)).toMatchObject({
      refusal: null,
      response: { text: "\uFFFD 4\uFFFD" },
    });
  });

  test("a key called __proto__ changes nobody's prototype", async ({ sitting, planwise }) => {
    const { visitor, attemptId } = sitting;
    const body = `{"steps": [], "baseSeq": 0, "__proto__": {"kind": "submit"}}`;
    await visitor.send(`/assess/attempts/${attemptId}/steps`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const kinds = (await readLog(planwise, attemptId)).map((one) => one.kind);
    expect(kinds).not.toContain("submit");
  });
});
