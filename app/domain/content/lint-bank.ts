import type { Assessment } from "../assessment/assessment.ts";
import type { Question } from "../assessment/question.ts";
import type { Problem } from "./problem.ts";

/** An assessment can only be drawn when every section has the questions it asks for; drafts do not count. */
export function lintBank(
  file: string,
  assessment: Assessment,
  published: readonly Question[],
): Problem[] {
  return assessment.sections.flatMap(({ slug, count }) => {
    const found = published.filter(
      (question) => question.assessment === assessment.slug && question.section === slug,
    ).length;
    if (found >= count) return [];
    return [
      {
        file,
        line: 1,
        message: `The section "${slug}" draws ${count} questions, but only ${found} are published.`,
        fix: `Write ${count - found} more, publish drafts, or lower its count.`,
      },
    ];
  });
}
