import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import type { PublicAssessment } from "#app/services/views/view-assessments.ts";

/** A learner's own attempts at one assessment. */
export function AttemptTable({ attempts }: { attempts: PublicAssessment["attempts"] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="border-b border-line-strong text-muted">
          <tr>
            <th className="py-2 pr-6 font-medium">Attempt</th>
            <th className="py-2 pr-6 font-medium">Started</th>
            <th className="py-2 pr-6 font-medium">Points</th>
            <th className="py-2 pr-6 font-medium">Result</th>
            <th className="py-2 font-medium">
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {attempts.map((attempt) => (
            <tr key={attempt.id}>
              <td className="py-2.5 pr-6">{attempt.number}</td>
              <td className="py-2.5 pr-6">
                <DateTime iso={attempt.startedAt} />
              </td>
              <td className="py-2.5 pr-6 tabular-nums">
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
      </table>
    </div>
  );
}
