import { useState } from "react";
import type { QuizBlock, QuizOption } from "#app/domain/content/block.ts";

/** Check yourself: answers at once, with the reason. Nothing is stored or graded. */
export function Quiz({ quiz }: { quiz: QuizBlock }) {
  return (
    <div className="quiz" role="group" aria-label="Check yourself">
      <p className="quiz-kind">Check yourself</p>
      {/* oxlint-disable-next-line react/no-danger -- sanitised on the server */}
      <div className="prose quiz-stem" dangerouslySetInnerHTML={{ __html: quiz.stem }} />
      {quiz.kind === "single" ? <PickOne quiz={quiz} /> : <PickSeveral quiz={quiz} />}
    </div>
  );
}

/** Each press is an answer; the right one opens every reason. */
function PickOne({ quiz }: { quiz: QuizBlock }) {
  const [opened, setOpened] = useState<readonly string[]>([]);
  const solved = quiz.options.some((option) => option.correct && opened.includes(option.id));
  return (
    <ul className="quiz-options" aria-live="polite">
      {quiz.options.map((option, index) => {
        const chosen = opened.includes(option.id);
        const judged = chosen || solved;
        return (
          <li key={option.id} data-result={judged ? resultOf(option) : undefined}>
            <button
              type="button"
              className="quiz-option"
              aria-pressed={chosen}
              onClick={() => setOpened([...opened, option.id])}
            >
              <Letter index={index} />
              {/* oxlint-disable-next-line react/no-danger -- sanitised on the server */}
              <span dangerouslySetInnerHTML={{ __html: option.html }} />
            </button>
            {judged && <Reason option={option} chosen={chosen} />}
          </li>
        );
      })}
    </ul>
  );
}

function PickSeveral({ quiz }: { quiz: QuizBlock }) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [checked, setChecked] = useState(false);
  function toggle(id: string) {
    setChecked(false);
    setTicked(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
      }}
    >
      <ul className="quiz-options" aria-live="polite">
        {quiz.options.map((option) => (
          <li key={option.id} data-result={checked ? resultOf(option) : undefined}>
            <label className="quiz-option">
              <input
                type="checkbox"
                checked={ticked.includes(option.id)}
                onChange={() => toggle(option.id)}
              />
              {/* oxlint-disable-next-line react/no-danger -- sanitised on the server */}
              <span dangerouslySetInnerHTML={{ __html: option.html }} />
            </label>
            {checked && <Reason option={option} chosen={ticked.includes(option.id)} />}
          </li>
        ))}
      </ul>
      <button type="submit" className="quiet-button" disabled={ticked.length === 0}>
        Check
      </button>
    </form>
  );
}

function resultOf(option: QuizOption): "right" | "wrong" {
  return option.correct ? "right" : "wrong";
}

function Letter({ index }: { index: number }) {
  return (
    <span className="quiz-letter" aria-hidden="true">
      {String.fromCodePoint(65 + index)}
    </span>
  );
}

function Reason({ option, chosen }: { option: QuizOption; chosen: boolean }) {
  return (
    <div className="quiz-reason">
      <p className="quiz-verdict">{verdict(option.correct, chosen)}</p>
      {/* oxlint-disable-next-line react/no-danger -- sanitised on the server */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: option.why }} />
    </div>
  );
}

function verdict(correct: boolean, chosen: boolean): string {
  if (correct) return chosen ? "Right." : "This one is right.";
  return chosen ? "Not this one." : "Not right, because:";
}
