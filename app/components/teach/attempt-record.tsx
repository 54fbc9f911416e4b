import { Link } from "react-router";
import { ReviewedItem } from "#app/components/assess/reviewed-item.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import type { AttemptRecord as Shown } from "#app/services/views/view-attempt-record.ts";
import { TimelineTable } from "./timeline-table.tsx";

/** One attempt for an instructor: what came of it, each answer beside the key, and every step. */
export function AttemptRecord({ record }: { record: Shown }) {
  return (
    <Page
      title={`${record.title}, attempt ${record.number}`}
      width="wide"
      intro={
        <>
          <Link
            to={`/teach/learners/${record.learner.id}`}
            className="text-accent underline underline-offset-4"
          >
            {record.learner.name}
          </Link>
          , {record.learner.email}
        </>
      }
    >
      {record.state === "running" && (
        <div className="mb-8">
          <Notice tone="warn">
            This attempt is still running, until <DateTime iso={record.deadlineAt} />. What you see
            is how far it has come; it holds the key, so keep it to yourself until it is closed.
          </Notice>
        </div>
      )}
      <Summary record={record} />
      <Chain record={record} />
      <nav aria-label="On this page" className="mt-8 flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {record.sections.map((section) => (
          <a
            key={section.slug}
            href={`#${section.slug}`}
            className="text-accent underline underline-offset-4"
          >
            {section.title}
          </a>
        ))}
        <a href="#steps" className="text-accent underline underline-offset-4">
          Step by step
        </a>
      </nav>
      {record.sections.map((section) => (
        <SectionAnswers key={section.slug} section={section} />
      ))}
      <section id="steps" className="mt-16">
        <h2 className="font-serif text-2xl font-semibold">Step by step</h2>
        <p className="mb-4 mt-2 max-w-measure text-muted">
          Everything the server received, in its order. Steps that do not count are kept with the
          reason.
        </p>
        <TimelineTable timeline={record.timeline} />
      </section>
    </Page>
  );
}

function Summary({ record }: { record: Shown }) {
  const { score, closed } = record;
  return (
    <dl className="grid gap-x-10 gap-y-4 text-sm sm:grid-cols-2 lg:grid-cols-4">
      <Figure label="Points">
        {score ? (
          <>
            {score.earned} of {score.possible},{" "}
            <span className={score.passed ? "text-good" : "text-bad"}>
              {score.passed ? "passed" : "not passed"}
            </span>
          </>
        ) : record.state === "running" ? (
          "not scored before it is closed"
        ) : (
          "being scored"
        )}
        <Aside>
          {score && `${score.needed} (${record.passMark} %) pass. `}
          {score &&
            (score.again === score.earned
              ? "Scored again now from the log: the same."
              : `Scored again now from the log: ${score.again}. The recorded score does not follow from the log.`)}
        </Aside>
      </Figure>
      <Figure label="Answered">
        {record.answered} of {record.questions}
      </Figure>
      <Figure label="Started">
        <DateTime iso={record.startedAt} seconds />
        <Aside>
          time until <DateTime iso={record.deadlineAt} />
        </Aside>
      </Figure>
      <Figure label="Closed">
        {closed ? <DateTime iso={closed.at} seconds /> : "not yet"}
        {closed && (
          <Aside>
            {closed.kind === "submit" ? "handed in by the learner" : "closed when time was up"}
          </Aside>
        )}
      </Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5 text-base">{children}</dd>
    </div>
  );
}

function Aside({ children }: { children: React.ReactNode }) {
  return <span className="block text-sm text-muted">{children}</span>;
}

function Chain({ record: { firstBrokenStep, timeline } }: { record: Shown }) {
  return (
    <div className="mt-8">
      {firstBrokenStep === null ? (
        <p className="text-sm text-muted">
          The log is whole: {timeline.length} {timeline.length === 1 ? "step" : "steps"}, each
          sealed with the hash of the one before.
        </p>
      ) : (
        <Notice tone="bad">
          The log was tampered with or damaged: step {firstBrokenStep} does not follow from the one
          before it. Do not rely on this attempt; ask an administrator to compare it with a backup.
        </Notice>
      )}
    </div>
  );
}

function SectionAnswers({ section }: { section: Shown["sections"][number] }) {
  return (
    <section id={section.slug} className="mt-14 max-w-3xl">
      <h2 className="font-serif text-2xl font-semibold">
        {section.title}{" "}
        {section.earned !== null && (
          <span className="text-lg font-normal text-muted">
            {section.earned} of {section.possible}
          </span>
        )}
      </h2>
      <div className="mt-4 divide-y divide-line border-y border-line">
        {section.items.map(({ number, review, saves }) => (
          <ReviewedItem
            key={review.question.id}
            number={number}
            item={review}
            reader="instructor"
            aside={saves > 1 ? `· saved ${saves} times` : undefined}
          />
        ))}
      </div>
    </section>
  );
}
