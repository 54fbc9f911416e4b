import { Check, Minus, X } from "lucide-react";
import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { NumberedCode } from "#app/components/ui/numbered-code.tsx";
import type { SubmissionRecord as Shown } from "#app/services/views/view-submission.ts";
import { standingWords } from "./standing-words.ts";

type Props = {
  record: Shown;
  /** The address of another submission for the same reader. */
  addressOf(id: string): string;
};

/** What was handed in, every verdict on it, and the other tries beside it. */
export function SubmissionRecord({ record, addressOf }: Props) {
  const [newest] = record.gradings;
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex min-w-0 flex-col gap-10">
        <section>
          <h2 className="mb-3 text-lg font-semibold">Verdict</h2>
          {newest ? (
            <ol className="flex flex-col gap-6">
              {record.gradings.map((grading, index) => (
                <li key={grading.id}>
                  <Grading grading={grading} counts={index === 0} />
                </li>
              ))}
            </ol>
          ) : (
            <Notice tone="plain">It waits to be graded. Reload this page in a moment.</Notice>
          )}
        </section>
        <section>
          <h2 className="mb-3 text-lg font-semibold">What was handed in</h2>
          <NumberedCode text={record.text} label="What was handed in" />
        </section>
      </div>
      <div className="flex flex-col gap-8 text-sm">
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
          <dt className="text-muted">Handed in</dt>
          <dd>
            <DateTime iso={record.submittedAt} seconds />
          </dd>
          <dt className="text-muted">Version</dt>
          <dd>
            <code className="break-all">{record.version.slice(0, 12)}</code>
            <span className={`block ${record.current ? "text-muted" : "text-warn"}`}>
              {record.current
                ? "the exercise as it is today"
                : record.exercise.offered
                  ? "the exercise has changed since"
                  : "the exercise is no longer offered"}
            </span>
          </dd>
        </dl>
        <nav aria-label="Tries">
          <h2 className="mb-2 font-semibold">
            {record.tries.length === 1 ? "The only try" : `All ${record.tries.length} tries`}
          </h2>
          <ol className="divide-y divide-line border-y border-line">
            {record.tries.map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 py-2">
                {one.id === record.id ? (
                  <span aria-current="page" className="font-medium">
                    Try {one.number}
                  </span>
                ) : (
                  <Link to={addressOf(one.id)} className="text-accent underline underline-offset-4">
                    Try {one.number}
                  </Link>
                )}
                <span className={one.standing === "passed" ? "text-good" : "text-muted"}>
                  {standingWords[one.standing]}
                </span>
                <span className="ml-auto text-muted">
                  <DateTime iso={one.submittedAt} />
                </span>
              </li>
            ))}
          </ol>
        </nav>
      </div>
    </div>
  );
}

const marks = {
  passed: <Check className="size-4 shrink-0 translate-y-0.5 text-good" aria-label="Passed" />,
  failed: <X className="size-4 shrink-0 translate-y-0.5 text-bad" aria-label="Failed" />,
  skipped: (
    <Minus className="size-4 shrink-0 translate-y-0.5 text-muted" aria-label="Not checked" />
  ),
};

function Grading({ grading, counts }: { grading: Shown["gradings"][number]; counts: boolean }) {
  const { verdict, reason, gradedAt } = grading;
  return (
    <div className={counts ? "" : "text-muted"}>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <strong className={counts && verdict.status === "passed" ? "text-good" : ""}>
          {standingWords[verdict.status]}
        </strong>
        <span className="text-sm text-muted">
          {reason === "regrade" ? "graded again" : "graded"} <DateTime iso={gradedAt} seconds /> on{" "}
          {verdict.engine === "pglite" ? "PGlite" : "pg-mem"}, {Math.round(verdict.ms)} ms
          {counts ? "" : ", no longer counts"}
        </span>
      </p>
      {verdict.fault === "platform" && (
        <p className="mt-1 text-sm text-warn">
          This failed on our side. It is no verdict on the text; hand it in again.
        </p>
      )}
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {verdict.checks.map((check) => (
          <li key={check.id} className="flex gap-3 py-2.5">
            {marks[check.status]}
            <div className="min-w-0">
              <code className="text-sm">{check.id}</code>
              <p className="whitespace-pre-wrap break-words">{check.message}</p>
            </div>
          </li>
        ))}
      </ul>
      {verdict.checks.length === 0 && (
        <p className="mt-1 text-sm text-muted">No check could be made.</p>
      )}
    </div>
  );
}
