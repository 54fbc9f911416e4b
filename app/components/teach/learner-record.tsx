import { CertificationSummary } from "#app/components/teach/certification-summary.tsx";
import { OnboardingWeek } from "#app/components/standing/onboarding-week.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";
import { Page } from "#app/components/ui/page.tsx";
import type { LearnerRecord as Shown } from "#app/services/views/view-learner.ts";
import { AttemptList } from "./attempt-list.tsx";
import { ConfirmDone, ConfirmItem, type ConfirmAnswer } from "./confirm-item.tsx";
import { ExerciseWork } from "./exercise-work.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { waitingId, WaitingItems } from "./waiting-items.tsx";

type Props = {
  record: Shown;
  /** The instructor looks at themselves: nothing to confirm. */
  own: boolean;
  answer: ConfirmAnswer | null;
};

const parts = [
  ["certificates", "Certificates"],
  ["exercises", "Exercises"],
  ["attempts", "Attempts"],
  ["onboarding", "Onboarding"],
  ["reading", "Reading"],
] as const;

/** One learner for an instructor: standing first, then the work it rests on. */
export function LearnerRecord({ record, own, answer }: Props) {
  const { person, onboarding } = record;
  return (
    <Page title={person.name} width="wide" intro={<Who person={person} />}>
      {onboarding && !own && <WaitingItems onboarding={onboarding} answer={answer} />}
      <nav aria-label="On this page" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {parts.map(([id, label]) => (
          <a key={id} href={`#${id}`} className="text-accent underline underline-offset-4">
            {label}
          </a>
        ))}
      </nav>
      <Part id="certificates" title="Certificates">
        <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
          {record.certifications.map((one) => (
            <CertificationSummary key={one.slug} certification={one} />
          ))}
        </div>
      </Part>
      <Part id="exercises" title="Exercises">
        <ExerciseWork exercises={record.exercises} />
      </Part>
      <Part id="attempts" title="Attempts">
        <AttemptList attempts={record.attempts} />
      </Part>
      <Part
        id="onboarding"
        title="Onboarding"
        aside={onboarding && `${onboarding.done} of ${onboarding.of} done`}
      >
        {onboarding ? (
          <div className="flex max-w-3xl flex-col gap-10">
            {onboarding.weeks.map((week) => (
              <OnboardingWeek
                key={week.title}
                week={week}
                reader={own ? "own" : "instructor"}
                renderActions={(item) => (own ? null : <Word item={item} answer={answer} />)}
              />
            ))}
          </div>
        ) : (
          <p className="text-muted">This installation has no onboarding path.</p>
        )}
      </Part>
      <Part id="reading" title="Reading">
        <ReadingProgress reading={record.reading} />
      </Part>
    </Page>
  );
}

type WordProps = {
  item: NonNullable<Shown["onboarding"]>["weeks"][number]["items"][number];
  answer: ConfirmAnswer | null;
};

/** A step's form in its week, or the way to it: what waits for the instructor has it above. */
function Word({ item, answer }: WordProps) {
  const own = answer?.item === item.id && answer.from === "path" ? answer : null;
  return item.waitsFor ? (
    <>
      <ConfirmDone answer={own} />
      <a
        href={`#${waitingId(item)}`}
        className="mt-2 inline-block text-sm text-accent underline underline-offset-4"
      >
        Confirm it above
        <span className="sr-only">: {item.text}</span>
      </a>
    </>
  ) : (
    <ConfirmItem
      // A recorded word gives a fresh, closed form.
      key={item.confirmation?.at ?? "none"}
      item={item}
      from="path"
      answer={own}
    />
  );
}

function Who({ person }: { person: Shown["person"] }) {
  return (
    <p className="text-base">
      {person.email}
      {person.team && `, ${person.team}`}
      {person.role !== "learner" && `, ${person.role}`}
      <br />
      Here since <DateTime iso={person.since} day />,{" "}
      {person.lastActivityAt ? (
        <>
          last active <DateTime iso={person.lastActivityAt} />
        </>
      ) : (
        "not started yet"
      )}
      {person.closed && <span className="text-warn">. The account is closed.</span>}
    </p>
  );
}

type PartProps = { id: string; title: string; aside?: React.ReactNode; children: React.ReactNode };

function Part({ id, title, aside, children }: PartProps) {
  return (
    <section id={id} className="mt-14">
      <h2 className="mb-5 font-serif text-2xl font-semibold">
        {title}
        {aside && <span className="ml-4 text-base font-normal text-muted">{aside}</span>}
      </h2>
      {children}
    </section>
  );
}
