import type { Response } from "#app/domain/assessment/response.ts";
import type { PublicAttempt } from "#app/services/views/view-attempt.ts";

type Props = {
  sections: PublicAttempt["sections"];
  answers: Readonly<Record<string, Response>>;
  flags: ReadonlySet<string>;
  current: number;
  onGo(index: number): void;
};

/** Every question by number: answered, marked, open. Jump anywhere at any time. */
export function QuestionMap({ sections, answers, flags, current, onGo }: Props) {
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
              const given = answers[item.id];
              const answered = given !== undefined && given.kind !== "none";
              const flagged = flags.has(item.id);
              return (
                <li key={item.id}>
                  <button
                    type="button"
                    onClick={() => onGo(index)}
                    aria-current={index === current ? "step" : undefined}
                    aria-label={`Question ${index + 1}, ${answered ? "answered" : "not answered"}${flagged ? ", marked for later" : ""}`}
                    className={`relative grid size-9 cursor-pointer place-items-center rounded-md border text-sm tabular-nums ${
                      answered
                        ? "border-accent-line bg-accent-soft"
                        : "border-line-strong bg-transparent"
                    } ${index === current ? "outline-2 outline-offset-1 outline-accent" : ""}`}
                  >
                    {index + 1}
                    {flagged && (
                      <span
                        aria-hidden="true"
                        className="absolute -right-1 -top-1 size-2.5 rounded-full bg-warn"
                      />
                    )}
                  </button>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-3 rounded-sm border border-accent-line bg-accent-soft"
          />{" "}
          answered
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-sm border border-line-strong" /> open
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2.5 rounded-full bg-warn" /> marked
        </span>
      </p>
    </aside>
  );
}
