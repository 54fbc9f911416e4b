import { ArrowDown, ArrowUp } from "lucide-react";
import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { TableFrame } from "#app/components/ui/table-frame.tsx";
import type { PublicLearner, PublicLearners } from "#app/services/views/view-learners.ts";
import { searchFor } from "./learner-address.ts";

type Query = PublicLearners["query"];
type Column = { id: Query["sort"]; label: string; figure: boolean; first: Query["dir"] };

const columns: readonly Column[] = [
  { id: "name", label: "Learner", figure: false, first: "asc" },
  { id: "path", label: "Path", figure: true, first: "desc" },
  { id: "exercises", label: "Exercises passed", figure: true, first: "desc" },
  { id: "practicals", label: "Practicals", figure: true, first: "desc" },
  { id: "score", label: "Best Basic score", figure: true, first: "desc" },
  { id: "attempts", label: "Attempts", figure: true, first: "desc" },
  { id: "doc", label: "DOC", figure: false, first: "desc" },
  { id: "activity", label: "Last activity", figure: false, first: "desc" },
];

type Props = { query: Query; learners: readonly PublicLearner[]; anybody: boolean };

/** Everybody who learns, one line each, sortable by every column through the address. */
export function LearnerTable({ query, learners, anybody }: Props) {
  if (learners.length === 0) return <Nobody anybody={anybody} />;
  return (
    <TableFrame label="Learners">
      <thead>
        <tr>
          {columns.map((column) => (
            <SortHeading key={column.id} column={column} query={query} />
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {learners.map((learner) => (
          <LearnerLine key={learner.id} learner={learner} />
        ))}
      </tbody>
    </TableFrame>
  );
}

function SortHeading({ column, query }: { column: Column; query: Query }) {
  const active = query.sort === column.id;
  const dir = active ? (query.dir === "asc" ? "desc" : "asc") : column.first;
  const Arrow = query.dir === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={active ? (query.dir === "asc" ? "ascending" : "descending") : undefined}
      className={`border-b border-line-strong py-2 pr-6 align-bottom font-medium last:pr-0 ${
        column.figure ? "text-right" : "text-left"
      }`}
    >
      <Link
        to={searchFor({ ...query, sort: column.id, dir }) || "/teach"}
        preventScrollReset
        className={`inline-flex items-center gap-1 hover:underline ${active ? "text-ink" : "text-muted"}`}
      >
        {column.label}
        {active && <Arrow className="size-3.5" aria-hidden="true" />}
      </Link>
    </th>
  );
}

const figure = "py-3 pr-6 text-right align-top tabular-nums whitespace-nowrap";

function LearnerLine({ learner }: { learner: PublicLearner }) {
  const { path, exercises, practicals, basic, doc, stuckOn } = learner;
  return (
    <tr className="hover:bg-surface">
      <th scope="row" className="py-3 pr-6 text-left align-top font-normal">
        <div className="w-56 sm:w-64 xl:w-80">
          <Link
            to={`/teach/learners/${learner.id}`}
            className="font-medium text-accent hover:underline"
          >
            {learner.name}
          </Link>
          <p className="break-words text-muted">{learner.email}</p>
          {stuckOn.length > 0 && (
            <p className="mt-1 text-warn">
              Stuck on{" "}
              {stuckOn
                .map(
                  ({ title, tries }) => `${title} (${tries}\u00A0${tries === 1 ? "try" : "tries"})`,
                )
                .join(", ")}
            </p>
          )}
        </div>
      </th>
      <td className={figure}>
        <Share done={path.done} of={path.of} />
      </td>
      <td className={figure}>
        {exercises.tried === 0 ? (
          <None />
        ) : (
          <>
            {exercises.passed} of {exercises.tried}
            <span className="sr-only"> tried</span>
          </>
        )}
      </td>
      <td className={figure}>
        <Share done={practicals.passed} of={practicals.of} />
      </td>
      <td className={figure}>
        {basic.best ? `${basic.best.earned} of ${basic.best.possible}` : <None />}
      </td>
      <td className={figure}>
        {basic.attempts === 0 ? <None /> : basic.attempts}
        {basic.running && <span className="block text-warn">running now</span>}
      </td>
      <td className="whitespace-nowrap py-3 pr-6 align-top">
        {doc === null ? (
          <None />
        ) : doc.met ? (
          <span className="font-medium text-good">Ready</span>
        ) : (
          <span className="text-muted">{doc.missing} missing</span>
        )}
      </td>
      <td className="whitespace-nowrap py-3 align-top text-muted">
        {learner.lastActivityAt ? <DateTime iso={learner.lastActivityAt} /> : "not started"}
      </td>
    </tr>
  );
}

function Share({ done, of }: { done: number; of: number }) {
  return done === 0 ? (
    <span className="text-muted">0 of {of}</span>
  ) : (
    <>
      {done} of {of}
    </>
  );
}

function None() {
  return (
    <span className="text-muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}

function Nobody({ anybody }: { anybody: boolean }) {
  return (
    <p className="border-y border-line py-10 text-muted">
      {anybody ? (
        "No learner fits this filter."
      ) : (
        <>
          Nobody learns here yet. An administrator invites people under{" "}
          <Link to="/admin/people" className="text-accent underline underline-offset-4">
            People
          </Link>
          .
        </>
      )}
    </p>
  );
}
