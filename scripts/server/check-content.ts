import type { Course } from "#app/domain/content/course.ts";
import { StartupError } from "#app/platform/startup-error.ts";
import { checkCourse, formatReport } from "../commands/check.ts";

const PROGRESS_EVERY_MS = 5_000;

/**
 * The same check as `planwise check`, with its cache: what held before is not run again. Content
 * with a problem is not served, except to whoever is writing it (--dev).
 */
export async function checkContent(
  folders: { content: string; exercises: string; cache: string },
  development: boolean,
  log: (line: string) => void,
): Promise<Course> {
  log("Checking the content …");
  const { report, course } = await checkCourse({
    content: folders.content,
    exercises: folders.exercises,
    cacheDir: folders.cache,
    useCache: true,
    run: true,
    report: atIntervals(log),
  });
  if (report.problems.length === 0) return course;
  if (development) {
    log(`${formatReport(report)}\nGoing on all the same, because this is development.`);
    return course;
  }
  throw new StartupError(
    `${formatReport(report)}\nPlanwise does not start with problems in its content: mend what is listed above. (\`npx planwise check\` shows the same.)`,
  );
}

// The check names every file; a start only has to show that it moves.
function atIntervals(log: (line: string) => void): (line: string) => void {
  let shown = Date.now();
  return (line) => {
    if (Date.now() - shown < PROGRESS_EVERY_MS) return;
    shown = Date.now();
    log(`  ${line}`);
  };
}
