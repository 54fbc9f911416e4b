import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { HeadCell, TableFrame } from "#app/components/ui/table-frame.tsx";
import type { LearnerRecord } from "#app/services/views/view-learner.ts";

type Attempt = LearnerRecord["attempts"][number];

const cell = "whitespace-nowrap py-2.5 pr-6 align-top";

/** A learner's attempts at assessments, each with the way to its log. */
export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <p className="text-muted">No assessment begun yet.</p>;
  return (
    <TableFrame label="Attempts">
      <thead>
        <tr>
          <HeadCell>Attempt</HeadCell>
          <HeadCell>Started</HeadCell>
          <HeadCell>Closed</HeadCell>
          <HeadCell align="right">Points</HeadCell>
          <HeadCell>Result</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {attempts.map((attempt) => (
          <tr key={attempt.id}>
            <th scope="row" className={`${cell} text-left font-normal`}>
              <Link
                to={`/teach/attempts/${attempt.id}`}
                className="text-accent underline underline-offset-4"
              >
                {attempt.title}, attempt {attempt.number}
              </Link>
            </th>
            <td className={cell}>
              <DateTime iso={attempt.startedAt} />
            </td>
            <td className={cell}>
              {attempt.closedAt ? <DateTime iso={attempt.closedAt} /> : "not yet"}
            </td>
            <td className={`${cell} text-right tabular-nums`}>
              {attempt.earned === null ? "" : `${attempt.earned} of ${attempt.possible}`}
            </td>
            <td className={cell}>
              <Result attempt={attempt} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Result({ attempt }: { attempt: Attempt }) {
  if (attempt.passed === true) return <span className="text-good">Passed</span>;
  if (attempt.passed === false) return "Not passed";
  return attempt.closedAt ? "Being scored" : <span className="text-warn">Running</span>;
}
