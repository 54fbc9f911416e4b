import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Page } from "#app/components/ui/page.tsx";
import type { PublicReview } from "#app/services/views/view-review.ts";
import { ReadAgain } from "./read-again.tsx";
import { hiddenAmongNotRight, ReviewFilter, shownAmongNotRight } from "./review-filter.tsx";
import { isRight, ReviewedItem } from "./reviewed-item.tsx";

/** The result of an attempt: the decision first, then by section, then each question with its reasons. */
export function Review({ review }: { review: PublicReview }) {
  const items = review.sections.flatMap((section) => section.items);
  const numbers = new Map(items.map((item, index) => [item.question.id, index + 1]));
  return (
    <Page title={review.passed ? "Passed" : "Not passed yet"} intro={<Outcome review={review} />}>
      <SectionTable review={review} />
      <ReadAgain items={items} numbers={numbers} />
      <div className="group/review">
        <ReviewFilter all={items.length} notRight={items.filter((one) => !isRight(one)).length} />
        {review.sections.map((section) => (
          <ReviewedSection key={section.slug} section={section} numbers={numbers} />
        ))}
      </div>
    </Page>
  );
}

type SectionProps = {
  section: PublicReview["sections"][number];
  numbers: ReadonlyMap<string, number>;
};

function ReviewedSection({ section, numbers }: SectionProps) {
  const nothingWrong = section.items.every(isRight);
  return (
    <section id={section.slug} className="mt-12">
      <h2 className="font-serif text-2xl font-semibold">
        {section.title}{" "}
        <span className="text-lg font-normal text-muted">
          {section.earned} of {section.possible}
        </span>
      </h2>
      {nothingWrong && (
        <p className={`mt-2 text-muted ${shownAmongNotRight}`}>Every question here was right.</p>
      )}
      <ul className={`mt-4 border-t border-line ${nothingWrong ? hiddenAmongNotRight : ""}`}>
        {section.items.map((item) => (
          <li
            key={item.question.id}
            className={`border-b border-line ${isRight(item) ? hiddenAmongNotRight : ""}`}
          >
            <ReviewedItem number={numbers.get(item.question.id) ?? 0} item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ review }: { review: PublicReview }) {
  const missing = review.needed - review.earned;
  return (
    <>
      <p>
        You earned{" "}
        <strong className="text-ink">
          {review.earned} of {review.possible}
        </strong>{" "}
        points; {review.needed} ({review.passMark} %) pass.
        {missing > 0 &&
          ` ${missing === 1 ? "One more right answer" : `${missing} more right answers`} would have been enough.`}
      </p>
      <p className="mt-2 text-base">
        {review.title}, attempt {review.number},{" "}
        {review.closedBy === "submit" ? "handed in" : "closed when time was up"}{" "}
        <DateTime iso={review.closedAt} />.{" "}
        <Link
          to={`/assess/${review.assessment}`}
          className="text-accent underline underline-offset-4"
        >
          {review.passed ? "About this assessment" : "When can I try again?"}
        </Link>
      </p>
    </>
  );
}

function SectionTable({ review }: { review: PublicReview }) {
  return (
    <ul className="flex flex-col gap-3">
      {review.sections.map((section) => (
        <li key={section.slug}>
          <a
            href={`#${section.slug}`}
            className="group grid grid-cols-[1fr_auto] items-baseline gap-x-6"
          >
            <span className="group-hover:underline">{section.title}</span>
            <span className="tabular-nums">
              {section.earned} of {section.possible}
            </span>
            <span
              className="col-span-2 mt-1 block h-1.5 rounded-full bg-surface-2"
              aria-hidden="true"
            >
              <span
                className="block h-full rounded-full bg-accent"
                style={{
                  width: `${section.possible > 0 ? (section.earned * 100) / section.possible : 0}%`,
                }}
              />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
