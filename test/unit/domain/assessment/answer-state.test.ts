import { describe, expect, test } from "vitest";
import { answerState, type AnswerState } from "#app/domain/assessment/answer-state.ts";
import { toPublicQuestion } from "#app/domain/assessment/public-question.ts";
import type { QuestionKind } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { allKinds, makeQuestion, rightAnswers } from "#test/support/questions.ts";

const stateOf = (kind: QuestionKind, given: Response | undefined) =>
  answerState(toPublicQuestion(makeQuestion(kind)), given);

describe("answerState", () => {
  test.each(allKinds)(
    "%s: nothing given or taken back is open, a whole answer is answered",
    (kind) => {
      expect(stateOf(kind, undefined)).toBe("open");
      expect(stateOf(kind, { kind: "none" })).toBe("open");
      expect(stateOf(kind, rightAnswers[kind])).toBe("answered");
    },
  );

  test.each<[QuestionKind, Response, AnswerState]>([
    ["single", { kind: "options", options: [] }, "open"],
    ["multiple", { kind: "options", options: [] }, "open"],
    ["multiple", { kind: "options", options: ["d"] }, "answered"],
    ["numeric", { kind: "text", text: "  " }, "open"],
    ["numeric", { kind: "text", text: "about 7,000" }, "incomplete"],
    ["numeric", { kind: "text", text: "12,5" }, "incomplete"],
    ["numeric", { kind: "text", text: "95 %" }, "answered"],
    ["short-text", { kind: "text", text: " " }, "open"],
    ["short-text", { kind: "text", text: "about 7,000" }, "answered"],
    ["ordering", { kind: "order", items: [] }, "open"],
    ["ordering", { kind: "order", items: ["a", "b"] }, "incomplete"],
    ["matching", { kind: "pairs", pairs: {} }, "open"],
    ["matching", { kind: "pairs", pairs: { l1: "r3" } }, "incomplete"],
    ["matching", { kind: "pairs", pairs: { l1: "r3", l2: "r3" } }, "answered"],
    ["plan-node", { kind: "lines", lines: [] }, "open"],
    ["code-lines", { kind: "lines", lines: [1] }, "incomplete"],
    ["code-lines", { kind: "lines", lines: [1, 2] }, "answered"],
  ])("%s %j: %s", (kind, given, state) => {
    expect(stateOf(kind, given)).toBe(state);
  });
});
