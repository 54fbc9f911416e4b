import { data } from "react-router";
import { learnerQuery, type LearnerQuery } from "#app/domain/analytics/learner-table.ts";

/** Filter and order from the address. What it cannot mean is refused, not guessed. */
export function readLearnerQuery(url: URL): LearnerQuery {
  const names = Object.keys(learnerQuery.shape);
  const given = names.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [[name, value]];
  });
  const parsed = learnerQuery.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw data(
    { reason: `The address is wrong at “${issue?.path.join(".")}”: ${issue?.message}.` },
    { status: 400 },
  );
}
