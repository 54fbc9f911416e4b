import { Flag } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useNavigate } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { RichText } from "#app/components/ui/rich-text.tsx";
import { answerState, type AnswerState } from "#app/domain/assessment/answer-state.ts";
import type { PublicAttempt } from "#app/services/views/view-attempt.ts";
import { ExaminationBar } from "./examination-bar.tsx";
import { HandIn } from "./hand-in.tsx";
import { ItemInput } from "./items/item-input.tsx";
import { QuestionMap } from "./question-map.tsx";
import { useExamination } from "./use-examination.ts";
import { usePosition } from "./use-position.ts";

type Props = { attempt: PublicAttempt; viewerId: string };

/** An examination in progress: one question at a time, everything saved as it is typed. */
export function Examination({ attempt, viewerId }: Props) {
  const navigate = useNavigate();
  const review = `/assess/attempts/${attempt.id}/review`;
  const toReview = useCallback(() => void navigate(review, { replace: true }), [navigate, review]);
  const exam = useExamination(attempt, viewerId, toReview);
  const items = attempt.sections.flatMap((section) =>
    section.items.map((question) => ({ question, section })),
  );
  const states = new Map(
    items.map(({ question: { id }, question }) => [id, answerState(question, exam.answers[id])]),
  );
  const firstOpen = items.findIndex(({ question }) => states.get(question.id) !== "answered");
  const [at, moveTo] = usePosition(attempt.id, items.length, Math.max(firstOpen, 0));
  const [handingIn, setHandingIn] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const timeUp = exam.remainingMs <= 0;
  const current = items[at];

  const go = useCallback(
    (index: number) => {
      // The focus moves with the question: a frame later, whoever types fast would meet the old one.
      flushSync(() => moveTo(index));
      heading.current?.focus({ preventScroll: true });
      globalThis.scrollTo({ top: 0 });
    },
    [moveTo],
  );

  if (!current) return null;
  const { question, section } = current;
  const flagged = exam.flags.has(question.id);
  const count = (state: AnswerState) => [...states.values()].filter((one) => one === state).length;

  return (
    <div className="flex grow flex-col">
      <ExaminationBar
        title={attempt.title}
        remainingMs={exam.remainingMs}
        status={exam.status}
        onHandIn={() => setHandingIn(true)}
      />
      <div className="mx-auto grid w-full max-w-6xl grow gap-x-12 px-5 pb-24 pt-6 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <article className="min-w-0 max-w-3xl" aria-labelledby="question-heading">
          <p className="text-sm text-muted">{section.title}</p>
          <div className="mt-1 flex items-start justify-between gap-4">
            <h1
              id="question-heading"
              ref={heading}
              tabIndex={-1}
              className="font-serif text-2xl font-semibold outline-none"
            >
              Question {at + 1} of {items.length}
            </h1>
            <button
              type="button"
              aria-pressed={flagged}
              onClick={() => exam.flag(question.id, !flagged)}
              className="inline-flex h-9 shrink-0 cursor-pointer items-center gap-2 rounded-md px-2.5 text-sm text-muted hover:bg-surface aria-pressed:text-warn"
            >
              <Flag
                className="size-4"
                aria-hidden="true"
                fill={flagged ? "currentColor" : "none"}
              />
              {flagged ? "Marked for later" : "Mark for later"}
            </button>
          </div>
          {exam.notice && (
            <p
              role="status"
              className="mt-4 rounded-md border-l-4 border-warn bg-warn-soft px-4 py-2 text-sm"
            >
              {exam.notice}
            </p>
          )}
          <RichText html={question.stem} className="mt-6 text-[1.05rem]" />
          <div className="mt-8">
            <ItemInput
              question={question}
              given={exam.answers[question.id]}
              onAnswer={(given) => exam.answer(question.id, given)}
            />
          </div>
          <nav
            aria-label="Questions in order"
            className="mt-10 flex justify-between gap-4 border-t border-line pt-6"
          >
            <Button look="quiet" disabled={at === 0} onClick={() => go(at - 1)}>
              Previous
            </Button>
            {at < items.length - 1 ? (
              <Button onClick={() => go(at + 1)}>Next</Button>
            ) : (
              <Button onClick={() => setHandingIn(true)}>Hand in…</Button>
            )}
          </nav>
        </article>
        <QuestionMap
          sections={attempt.sections}
          states={states}
          flags={exam.flags}
          current={at}
          onGo={go}
        />
      </div>
      {(handingIn || timeUp) && (
        <HandIn
          action={`/assess/attempts/${attempt.id}/submit`}
          timeUp={timeUp}
          incomplete={count("incomplete")}
          unanswered={count("open")}
          flagged={exam.flags.size}
          flush={exam.flush}
          onCancel={() => setHandingIn(false)}
          onGoToOpen={() => {
            setHandingIn(false);
            go(firstOpen);
          }}
          heading={heading}
          onDone={toReview}
        />
      )}
    </div>
  );
}
