import type { Exercise } from "./exercise.ts";
import type { Situation } from "./grader.ts";

/** What now() is in this situation. */
export function clockOf(
  exercise: Pick<Exercise, "clock" | "clocks">,
  { variant }: Situation,
): string {
  return exercise.clocks[variant] ?? exercise.clock;
}

/** Every setting the exercise's checks ask for, the default data first. */
export function situationsOf(exercise: Pick<Exercise, "checks" | "kind">): Situation[] {
  const variants = new Set<string>();
  const inputs = new Set<string>();
  for (const check of exercise.checks) {
    if ("variants" in check) for (const variant of check.variants) variants.add(variant);
    if ("inputs" in check) for (const input of check.inputs) inputs.add(input);
  }
  const ordered = [
    ...(variants.has("default") || variants.size === 0 ? ["default"] : []),
    ...[...variants].filter((variant) => variant !== "default"),
  ];
  if (exercise.kind !== "typescript") {
    return ordered.map((variant) => ({ variant, input: null }));
  }
  const named = inputs.size > 0 ? [...inputs] : ["default"];
  return ordered.flatMap((variant) => named.map((input) => ({ variant, input })));
}
