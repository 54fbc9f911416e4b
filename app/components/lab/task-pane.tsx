import { RichText } from "#app/components/ui/rich-text.tsx";
import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { Hints } from "./hints.tsx";
import { Questions } from "./questions.tsx";
import type { LabRequests } from "./lab-requests.ts";

type Props = {
  view: ExerciseView;
  requests: LabRequests;
  answers: ReadonlyMap<string, readonly string[]>;
  onAnswer(id: string, chosen: readonly string[]): void;
  onHintOpened(): void;
};

/** What is asked, and help on request. */
export function TaskPane({ view, requests, answers, onAnswer, onHintOpened }: Props) {
  const { exercise, hints } = view;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it
    <section className="lab-task" tabIndex={0} aria-label="Task">
      <RichText html={exercise.task} />
      <Questions items={exercise.items} answers={answers} onAnswer={onAnswer} />
      <Hints count={exercise.hints} opened={hints} requests={requests} onOpened={onHintOpened} />
      <p className="lab-note lab-clock">
        In every run now() begins at{" "}
        <time dateTime={exercise.clock}>{exercise.clock.slice(0, 16).replace("T", " ")} UTC</time>.
      </p>
    </section>
  );
}
