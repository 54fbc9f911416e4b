import { toCsv } from "./csv.ts";

/** A learner as far as the file tells; the page's shape fits. */
type FileRow = {
  name: string;
  email: string;
  path: { done: number; of: number };
  exercises: { passed: number; tried: number };
  practicals: { passed: number };
  basic: { best: { earned: number; possible: number } | null; attempts: number };
  doc: { met: boolean; missing: number } | null;
  stuckOn: readonly { title: string; tries: number }[];
  lastActivityAt: string | null;
};

const header = [
  "Name",
  "E-mail address",
  "Path steps done",
  "Path steps",
  "Exercises passed",
  "Exercises tried",
  "Practicals passed",
  "Basic: best points",
  "Basic: possible points",
  "Basic: attempts",
  "DOC",
  "DOC requirements missing",
  "Stuck on",
  "Last activity (UTC)",
];

/** The table of learners as a CSV file, one column per figure. */
export function learnerFile(learners: readonly FileRow[]): string {
  return toCsv(
    header,
    learners.map((one) => [
      one.name,
      one.email,
      one.path.done,
      one.path.of,
      one.exercises.passed,
      one.exercises.tried,
      one.practicals.passed,
      one.basic.best?.earned ?? null,
      one.basic.best?.possible ?? null,
      one.basic.attempts,
      one.doc && (one.doc.met ? "met" : "not yet"),
      one.doc?.missing ?? null,
      one.stuckOn.map(({ title, tries }) => `${title} (${tries})`).join("; "),
      one.lastActivityAt,
    ]),
  );
}
