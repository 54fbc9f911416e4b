import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toPublicQuestion } from "#app/domain/assessment/public-question.ts";
import type { QuestionKind } from "#app/domain/assessment/question.ts";
import {
  refuseResponse,
  response,
  type Response,
  type ResponseRefusal,
} from "#app/domain/assessment/response.ts";
import { allKinds, makeQuestion, rightAnswers, wrongAnswers } from "#test/support/questions.ts";

const refuse = (kind: QuestionKind, given: Response) =>
  refuseResponse(toPublicQuestion(makeQuestion(kind)), given);

describe("refuseResponse", () => {
  test.each(allKinds)("%s: takes a right, a wrong and a withdrawn answer", (kind) => {
    expect(refuse(kind, rightAnswers[kind])).toBeNull();
    expect(refuse(kind, wrongAnswers[kind])).toBeNull();
    expect(refuse(kind, { kind: "none" })).toBeNull();
  });

  test.each(allKinds)("%s: refuses every other kind of answer", (kind) => {
    for (const other of allKinds) {
      const given = rightAnswers[other];
      if (given.kind !== rightAnswers[kind].kind) expect(refuse(kind, given)).toBe("wrong-kind");
    }
  });

  test.each<[QuestionKind, Response, ResponseRefusal | null]>([
    ["single", { kind: "options", options: ["a", "b"] }, "too-many"],
    ["single", { kind: "options", options: ["z"] }, "unknown-option"],
    ["single", { kind: "options", options: [] }, null],
    ["multiple", { kind: "options", options: ["a", "a"] }, "repeated-option"],
    ["multiple", { kind: "options", options: ["a", "z"] }, "unknown-option"],
    ["multiple", { kind: "options", options: ["a", "b", "c", "d"] }, null],
    ["numeric", { kind: "text", text: "no number at all" }, null],
    ["ordering", { kind: "order", items: ["a", "a", "b"] }, "repeated-option"],
    ["ordering", { kind: "order", items: ["a", "z", "b"] }, "unknown-option"],
    ["ordering", { kind: "order", items: ["a"] }, null],
    ["matching", { kind: "pairs", pairs: { l1: "r3" } }, null],
    ["matching", { kind: "pairs", pairs: { l1: "r1", l2: "r1" } }, null],
    ["matching", { kind: "pairs", pairs: { l9: "r1" } }, "unknown-option"],
    ["matching", { kind: "pairs", pairs: { l1: "r9" } }, "unknown-option"],
    ["plan-node", { kind: "lines", lines: [1, 4] }, "too-many"],
    ["plan-node", { kind: "lines", lines: [3] }, "unknown-option"],
    ["plan-node", { kind: "lines", lines: [9] }, "unknown-option"],
    ["code-lines", { kind: "lines", lines: [2, 2] }, "repeated-option"],
    ["code-lines", { kind: "lines", lines: [1, 2, 4] }, "too-many"],
    ["code-lines", { kind: "lines", lines: [5] }, null],
  ])("%s %j: %s", (kind, given, refusal) => {
    expect(refuse(kind, given)).toBe(refusal);
  });
});

describe("what counts as an answer at all", () => {
  test.each<[string, unknown]>([
    ["no kind", { options: ["a"] }],
    ["an unknown kind", { kind: "score", earned: 50 }],
    ["more than it should say", { kind: "options", options: ["a"], correct: true }],
    ["a number as option", { kind: "options", options: [1] }],
    ["51 options", { kind: "options", options: Array.from({ length: 51 }, String) }],
    ["an id without end", { kind: "options", options: ["x".repeat(201)] }],
    ["a text of 2,001 characters", { kind: "text", text: "x".repeat(2_001) }],
    ["line zero", { kind: "lines", lines: [0] }],
    ["a negative line", { kind: "lines", lines: [-1] }],
    ["half a line", { kind: "lines", lines: [1.5] }],
    ["a line as text", { kind: "lines", lines: ["1; "] }],
    ["a list of pairs", { kind: "pairs", pairs: [["l1", "r1"]] }],
  ])("not with %s", (_case, given) => {
    expect(response.safeParse(given).success).toBe(false);
  });

  test("a key called __proto__ reaches no prototype", () => {
    const given = JSON.parse('{"kind":"pairs","pairs":{"__proto__":"r1","constructor":"r1"}}');
    const parsed = response.safeParse(given);
    expect(({} as { r1?: unknown }).r1).toBeUndefined();
    if (parsed.success) expect(refuse("matching", parsed.data)).toBe("unknown-option");
  });

  test("holding any JSON against any question ends in a value, never in an exception", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds), fc.jsonValue(), (kind, json) => {
        const parsed = response.safeParse(json);
        if (parsed.success) refuse(kind, parsed.data);
      }),
    );
  });
});
