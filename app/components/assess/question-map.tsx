import type { AnswerState } from "#app/domain/assessment/answer-state.ts";
import type { PublicAttempt } from "#app/services/views/view-attempt.ts";

type Props = {
  sections: PublicAttempt["sections"];
  /** By the question's id. */
  states: ReadonlyMap<string, AnswerState>;
  flags: ReadonlySet<string>;
  current: number;
  onGo(index: number): void;
};

/** Every question by number: answered, incomplete, open, marked. Jump anywhere at any time. */
export function QuestionMap({ sections, states, flags, current, onGo }: Props) {
  const numbers = new Map(
    sections.flatMap((section) => section.items).map((item, index) => [item.id, index]),
  );
  return (
    <aside aria-label="All questions" className="mt-12 lg:sticky lg:top-20 lg:mt-1 lg:self-start">
      {sections.map((section) => (
        <section key={section.slug} className="mb-6">
          <h2 className="mb-2 text-sm font-medium">{section.title}</h2>
          <ol className="flex flex-wrap gap-1.5">
            {section.items.map((item) => {
              const index = numbers.get(item.id) ?? 0;
              return (
                <li key={item.id}>
                  <Cell
                    number={index + 1}
                    state={states.get(item.id) ?? "open"}
                    flagged={flags.has(item.id)}
                    current={index === current}
                    onGo={() => onGo(index)}
                  />
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      <Legend />
    </aside>
  );
}

// The border tells them apart without colour.
const looks: Record<AnswerState, string> = {
  answered: "border-accent-line bg-accent-soft",
  incomplete: "border-dashed border-warn bg-warn-soft",
  open: "border-line-strong bg-transparent",
};
const words: Record<AnswerState, string> = {
  answered: "answered",
  incomplete: "incomplete",
  open: "not answered",
};

type CellProps = {
  number: number;
  state: AnswerState;
  flagged: boolean;
  current: boolean;
  onGo(): void;
};

function Cell({ number, state, flagged, current, onGo }: CellProps) {
  return (
    <button
      type="button"
      onClick={onGo}
      aria-current={current ? "step" : undefined}
      aria-label={`Question ${number}, ${words[state]}${flagged ? ", marked for later" : ""}`}
      className={`relative grid size-9 cursor-pointer place-items-center rounded-md border text-sm tabular-nums ${looks[state]} ${
        current ? "outline-2 outline-offset-1 outline-accent" : ""
      }`}
    >
      {number}
      {flagged && (
        <span
          aria-hidden="true"
          className="absolute -right-1 -top-1 size-2.5 rounded-full bg-warn"
        />
      )}
    </button>
  );
}

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      <LegendEntry look={`size-3 rounded-sm border ${looks.answered}`}>answered</LegendEntry>
      <LegendEntry look={`size-3 rounded-sm border ${looks.incomplete}`}>incomplete</LegendEntry>
      <LegendEntry look={`size-3 rounded-sm border ${looks.open}`}>not answered</LegendEntry>
      <LegendEntry look="size-2.5 rounded-full bg-warn">marked</LegendEntry>
    </ul>
  );
}

function LegendEntry({ look, children }: { look: string; children: string }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={look} /> {children}
    </li>
  );
}
