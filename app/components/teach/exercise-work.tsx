import { Link } from "react-router";
import { standingWords } from "#app/components/lab/standing-words.ts";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { HeadCell, TableFrame } from "#app/components/ui/table-frame.tsx";
import type { LearnerRecord } from "#app/services/views/view-learner.ts";

type Exercise = LearnerRecord["exercises"][number];
type Try = Exercise["tries"][number];

const cell = "py-2.5 pr-6 align-top";

/** Every exercise worked on, with each try and the verdicts it got. */
export function ExerciseWork({ exercises }: { exercises: readonly Exercise[] }) {
  if (exercises.length === 0)
    return <p className="text-muted">Nothing handed in and no hint opened yet.</p>;
  return (
    <TableFrame label="Exercises">
      <thead>
        <tr>
          <HeadCell>Exercise</HeadCell>
          <HeadCell>Result</HeadCell>
          <HeadCell>Hints opened</HeadCell>
          <HeadCell>Tries, newest first</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {exercises.map((exercise) => (
          <tr key={exercise.slug}>
            <th scope="row" className={`${cell} min-w-44 text-left font-medium`}>
              {exercise.title}
              {!exercise.offered && (
                <span className="block font-normal text-muted">no longer offered</span>
              )}
            </th>
            <td className={`${cell} whitespace-nowrap`}>
              {exercise.passed ? (
                <span className="text-good">Passed</span>
              ) : exercise.tries.length > 0 ? (
                "Not passed yet"
              ) : (
                <span className="text-muted">Not tried</span>
              )}
            </td>
            <td className={`${cell} whitespace-nowrap`}>
              {exercise.hints.length === 0 ? (
                <span className="text-muted">none</span>
              ) : (
                exercise.hints.map((hint) => (
                  <span key={hint.level} className="block">
                    {hint.level}, <DateTime iso={hint.at} />
                  </span>
                ))
              )}
            </td>
            <td className="min-w-80 py-2.5 align-top">
              <ol className="flex flex-col gap-1">
                {exercise.tries.map((one) => (
                  <li key={one.id}>
                    <TryLine attempt={one} />
                  </li>
                ))}
              </ol>
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function TryLine({ attempt }: { attempt: Try }) {
  return (
    <>
      <Link
        to={`/teach/submissions/${attempt.id}`}
        className="text-accent underline underline-offset-4"
      >
        Try {attempt.number}
      </Link>
      , <DateTime iso={attempt.submittedAt} />:{" "}
      <span className={attempt.standing === "passed" ? "text-good" : ""}>
        {standingWords[attempt.standing]}
      </span>
      {attempt.earlier.map((one) => (
        <span key={one.at} className="text-muted">
          , before that {standingWords[one.standing].toLowerCase()}
        </span>
      ))}
      {!attempt.current && <span className="text-muted"> (on an earlier version)</span>}
    </>
  );
}
