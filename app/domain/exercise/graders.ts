import type { CheckSpec, CheckType } from "./checks.ts";
import { itemsGrader } from "./grade-items.ts";
import { planGrader } from "./grade-plan.ts";
import { rowsGrader } from "./grade-rows.ts";
import { sizeGrader } from "./grade-size.ts";
import { stateGrader } from "./grade-state.ts";
import { statementsGrader } from "./grade-statements.ts";
import { unchangedGrader } from "./grade-unchanged.ts";
import { valueGrader } from "./grade-value.ts";
import { type AnyGrader, sealed } from "./grader.ts";

type SpecOf<Type extends CheckType> = Extract<CheckSpec, { type: Type }>;

/** A new check type does not compile until it is graded here. */
const graders = {
  rows: sealed(rowsGrader),
  plan: sealed(planGrader),
  state: sealed(stateGrader),
  unchanged: sealed(unchangedGrader),
  size: sealed(sizeGrader),
  statements: sealed(statementsGrader),
  value: sealed(valueGrader),
  items: sealed(itemsGrader),
} satisfies { [Type in CheckType]: AnyGrader<SpecOf<Type>> };

export function graderOf(check: CheckSpec): AnyGrader<CheckSpec> {
  const grader: unknown = (graders as Record<string, unknown>)[check.type];
  // The registry's keys and the specs' types are the same by `satisfies` above.
  return grader as AnyGrader<CheckSpec>;
}
