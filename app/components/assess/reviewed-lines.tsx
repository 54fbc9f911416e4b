import { RichText } from "#app/components/ui/rich-text.tsx";
import type { PublicQuestion } from "#app/domain/assessment/question.ts";
import { Line } from "./items/line-input.tsx";

type LinesQuestion = Extract<PublicQuestion, { kind: "plan-node" | "code-lines" }>;
type Props = {
  question: LinesQuestion;
  given: readonly number[];
  right: readonly number[];
  /** Reasons, by line number. */
  why: Readonly<Record<string, string>>;
  /** What a given answer is called. */
  answer: string;
};

/** The whole plan or code, since a line alone says little: the lines picked and the right ones marked in place. */
export function ReviewedLines({ question, given, right, why, answer }: Props) {
  const marks = question.lines
    .filter(({ number }) => given.includes(number) || right.includes(number))
    .map(({ number }) => ({
      number,
      right: right.includes(number),
      words: verdictWords(given.includes(number), right.includes(number), answer),
      why: why[String(number)],
    }));
  return (
    <>
      <div
        role="group"
        aria-label={question.kind === "plan-node" ? "Plan" : "Code"}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it
        tabIndex={0}
        className="scroll-edges overflow-x-auto rounded-md border border-line py-2 text-[0.82rem] leading-relaxed [--under:var(--code)]"
      >
        <ol className="w-max min-w-full print:w-auto">
          {question.lines.map((line) => (
            <ReviewedLine
              key={line.number}
              line={line}
              mark={marks.find(({ number }) => number === line.number)}
            />
          ))}
        </ol>
      </div>
      <Reasons marks={marks} />
    </>
  );
}

/** What is said of a line or option, for those who do not see its colour. */
export function verdictWords(given: boolean, right: boolean, answer: string): string {
  if (given) return `${answer}, ${right ? "right" : "wrong"}`;
  return right ? "Right answer" : "";
}

type Mark = { number: number; right: boolean; words: string; why: string | undefined };

function ReviewedLine({
  line,
  mark,
}: {
  line: LinesQuestion["lines"][number];
  mark: Mark | undefined;
}) {
  const look = mark
    ? mark.right
      ? "border-good bg-good-soft"
      : "border-bad bg-bad-soft"
    : "border-transparent";
  return (
    <li className={`flex border-l-4 pr-4 ${look}`}>
      {/* The number stays in sight when a long line is scrolled. */}
      <span
        className={`sticky left-0 flex min-w-10 shrink-0 items-end justify-end pr-3 font-mono text-muted select-none ${mark ? "bg-inherit" : "bg-code"}`}
      >
        <span className="sr-only">Line </span>
        {line.number}
      </span>
      <span className="min-w-0">
        {mark && (
          <span
            className={`sticky left-10 block pt-0.5 w-max font-sans text-xs font-medium ${mark.right ? "text-good" : "text-bad"}`}
          >
            {mark.words}
          </span>
        )}
        <span className="block font-mono print:*:whitespace-pre-wrap">
          <Line html={line.html} />
        </span>
      </span>
    </li>
  );
}

function Reasons({ marks }: { marks: readonly Mark[] }) {
  const explained = marks.filter(({ why }) => why);
  if (explained.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-col gap-2 text-sm">
      {explained.map(({ number, words, why }) => (
        <li key={number}>
          <p className="font-medium">
            Line {number}: {words.charAt(0).toLowerCase() + words.slice(1)}
          </p>
          <RichText html={why ?? ""} className="text-muted" />
        </li>
      ))}
    </ul>
  );
}
