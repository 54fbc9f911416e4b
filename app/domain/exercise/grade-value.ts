import type { ValueCheck } from "./checks.ts";
import { compareValues, typeName, type ValueDifference } from "./compare-values.ts";
import {
  type Evidence,
  failed,
  type Grader,
  inVariant,
  type Judgement,
  passed,
  type Situation,
  where,
} from "./grader.ts";
import { capitalised, quantity } from "./words.ts";

/** What the call returned; the wrapper keeps "returned nothing" apart from "did not run". */
type Seen = { value?: unknown };

/** Compares what the learner's function returns with what the reference returns, call by call. */
export const valueGrader: Grader<ValueCheck, Seen> = {
  looksAt: (check, situation) =>
    inVariant(check, situation) && check.inputs.includes(situation.input ?? "default"),
  reference: "solution",
  observe: (_check, { call }) =>
    Promise.resolve(call?.kind === "returned" ? { value: call.value } : {}),
  judge: judgeValue,
};

function judgeValue(check: ValueCheck, evidence: readonly Evidence<Seen>[]): Judgement {
  for (const { situation, mine, reference } of evidence) {
    if (reference === null) {
      return failed("The reference value is missing; please tell an instructor.");
    }
    const difference = compareValues(mine.value, reference.value, check.order);
    if (difference !== null) {
      return failed(capitalised(`${where(situation)}${called(situation)}${describe(difference)}`));
    }
  }
  return passed(`The value is as expected in ${quantity(evidence.length, "call")}.`);
}

function called({ input }: Situation): string {
  return input === null || input === "default"
    ? ""
    : `called with the hidden arguments “${input}”: `;
}

function describe({ path, kind, mine, expectedType }: ValueDifference): string {
  const place = path === "" ? "the returned value" : `\`${path}\``;
  switch (kind) {
    case "missing-field":
      return `${place} is missing from what your function returns.`;
    case "extra-field":
      return `your function returns ${place}, which the task does not ask for.`;
    case "other-type":
      return mine === undefined && path === ""
        ? "your function returned nothing. Does every path through it end in `return`, and is every promise awaited?"
        : `${place} is ${typeName(mine)}, where ${expectedType} is expected.`;
    case "other-value":
      return `${place} is ${shown(mine)}, which is not what is expected there.`;
    case "too-few-items":
      return `${place} has ${itemCount(mine)}, fewer than expected.`;
    case "too-many-items":
      return `${place} has ${itemCount(mine)}, more than expected.`;
    case "unexpected-item":
      return `${place} is ${shown(mine)}, which is not expected at all, or not that often.`;
  }
}

function itemCount(mine: unknown): string {
  return quantity(Array.isArray(mine) ? mine.length : 0, "item");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
