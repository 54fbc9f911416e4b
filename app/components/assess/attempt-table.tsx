import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { HeadCell, TableFrame } from "#app/components/ui/table-frame.tsx";
import type { PublicAssessment } from "#app/services/views/view-assessments.ts";

/** A learner's own attempts at one assessment. */
export function AttemptTable({ attempts }: { attempts: PublicAssessment["attempts"] }) {
  return (
    <TableFrame label="Your attempts">
      <thead>
        <tr>
          <HeadCell>Attempt</HeadCell>
          <HeadCell>Started</HeadCell>
          <HeadCell>Points</HeadCell>
          <HeadCell>Result</HeadCell>
          <HeadCell>
            <span className="sr-only">Open</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {attempts.map((attempt) => (
          <tr key={attempt.id}>
            <td className="py-2.5 pr-6">{attempt.number}</td>
            <td className="py-2.5 pr-6">
              <DateTime iso={attempt.startedAt} />
            </td>
            <td className="whitespace-nowrap py-2.5 pr-6 tabular-nums">
              {attempt.earned === null ? "–" : `${attempt.earned} of ${attempt.possible}`}
            </td>
            <td className="py-2.5 pr-6">
              {attempt.passed === null ? (
                "Running"
              ) : attempt.passed ? (
                <span className="text-good">Passed</span>
              ) : (
                "Not passed"
              )}
            </td>
            <td className="py-2.5">
              <Link
                className="text-accent underline underline-offset-4"
                to={`/assess/attempts/${attempt.id}${attempt.closedAt ? "/review" : ""}`}
              >
                {attempt.closedAt ? "Review" : "Continue"}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
