import { RichText } from "#app/components/ui/rich-text.tsx";
import type { PublicItem } from "#app/domain/exercise/public-exercise.ts";

type Props = {
  items: readonly PublicItem[];
  /** Letters of the chosen options by question, as the text has them. */
  answers: ReadonlyMap<string, readonly string[]>;
  onAnswer(id: string, chosen: readonly string[]): void;
};

/** The questions of an exercise. What is chosen goes into the text, where it can be read and undone. */
export function Questions({ items, answers, onAnswer }: Props) {
  if (items.length === 0) return null;
  return (
    <section className="lab-questions" aria-label="Questions">
      <h2>{items.length === 1 ? "Question" : "Questions"}</h2>
      {items.map((item) => (
        <Question
          key={item.id}
          item={item}
          chosen={answers.get(item.id) ?? []}
          onChoose={(chosen) => onAnswer(item.id, chosen)}
        />
      ))}
      <p className="lab-note">
        What you choose is kept as a comment at the end of your text and handed in with it.
      </p>
    </section>
  );
}

type QuestionProps = {
  item: PublicItem;
  chosen: readonly string[];
  onChoose(chosen: readonly string[]): void;
};

function Question({ item: { id, question, choose, options }, chosen, onChoose }: QuestionProps) {
  const one = choose === "one";
  function change(letter: string, on: boolean): void {
    if (one) onChoose([letter]);
    else onChoose(on ? [...chosen, letter] : chosen.filter((other) => other !== letter));
  }
  return (
    <fieldset className="lab-question">
      <legend>
        <RichText html={question} />
        {!one && <span className="lab-note">Choose every option that applies.</span>}
      </legend>
      {options.map(({ letter, html }) => (
        <label key={letter}>
          <input
            type={one ? "radio" : "checkbox"}
            name={`question-${id}`}
            checked={chosen.includes(letter)}
            onChange={(event) => change(letter, event.currentTarget.checked)}
          />
          <span className="lab-letter" aria-hidden="true">
            {letter}
          </span>
          <RichText html={html} />
        </label>
      ))}
    </fieldset>
  );
}
