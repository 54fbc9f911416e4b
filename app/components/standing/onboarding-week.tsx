import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import type { PublicOnboarding } from "#app/services/views/view-onboarding.ts";
import { StateMark } from "./certification-card.tsx";
import { usualConfirmer } from "#app/domain/onboarding/usual-confirmer.ts";

type Week = PublicOnboarding["weeks"][number];
type Item = Week["items"][number];

type Props = {
  week: Week;
  /** Lets an instructor's page add its own. */
  renderActions?: (item: Item) => React.ReactNode;
  /** Who reads: the person on the path, or an instructor. */
  reader?: Reader;
};

/** "own": an instructor over their own path, which is for others to confirm. */
type Reader = "learner" | "instructor" | "own";

/** One week of the path; each item says what ticks it. */
export function OnboardingWeek({ week, renderActions, reader = "learner" }: Props) {
  const Heading = reader === "learner" ? "h2" : "h3";
  return (
    <section>
      <Heading
        className={`flex items-baseline gap-4 font-semibold ${reader === "learner" ? "font-serif text-2xl" : ""}`}
      >
        {week.title}
        <span className="text-base font-normal text-muted">
          {week.done} of {week.items.length}
        </span>
      </Heading>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {week.items.map((item) => (
          <li key={item.id} className="flex gap-4 py-4">
            <StateMark met={item.state !== "open"} />
            <div className="min-w-0 grow">
              <p className="font-medium">{item.text}</p>
              <ItemState item={item} reader={reader} />
              {renderActions?.(item)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ItemState({ item, reader }: { item: Item; reader: Reader }) {
  const { confirmation } = item;
  return (
    <div className="mt-1 flex flex-col gap-1 text-sm text-muted">
      {item.steps.map((step) => (
        <p key={step.text}>
          {step.done ? "Done: " : ""}
          {step.to && !step.done ? (
            <Link to={step.to} className="text-accent underline underline-offset-4">
              {step.text}
            </Link>
          ) : (
            step.text
          )}
          {step.progress && !step.done && `, ${step.progress}`}
        </p>
      ))}
      {item.state === "open" && item.hint && reader === "learner" && <p>{item.hint}</p>}
      {item.waitsFor && <p>{waitingWords(item.waitsFor, reader)}</p>}
      {item.state === "evidence" && item.at && (
        <p>
          Ticked by {reader === "learner" ? "what you did" : "the evidence"},{" "}
          <DateTime iso={item.at} />.
        </p>
      )}
      {confirmation && item.state !== "evidence" && (
        <p>
          {confirmation.confirmed ? "Confirmed" : "Taken back"} by {confirmation.by},{" "}
          <DateTime iso={confirmation.at} />: “{confirmation.note}”
        </p>
      )}
    </div>
  );
}

/** The path names who confirms as it speaks to the learner; an instructor hears who is meant. */
function waitingWords(waitsFor: string, reader: Reader): string {
  if (reader === "learner") return `Waits for the word of ${waitsFor}.`;
  if (reader === "own") return "Needs the confirmation of another instructor.";
  return waitsFor === usualConfirmer
    ? "Needs your confirmation."
    : `Needs your confirmation. The learner is asked for the word of “${waitsFor}”.`;
}
