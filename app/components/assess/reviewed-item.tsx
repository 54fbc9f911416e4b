import { Check, ChevronDown, X } from "lucide-react";
import { Fragment } from "react";
import { Link } from "react-router";
import { RichText } from "#app/components/ui/rich-text.tsx";
import { plainText } from "#app/domain/content/plain-text.ts";
import type { ReviewItem } from "#app/services/views/review-item.ts";
import { letter } from "./items/match-input.tsx";
import { ReviewedLines, verdictWords } from "./reviewed-lines.tsx";

type Props = {
  number: number;
  item: ReviewItem;
  /** Who reads: the learner, or an instructor reading about one. */
  reader?: Reader;
  /** Stands beside the heading. */
  aside?: React.ReactNode;
};
type Reader = "learner" | "instructor";

/** As many words of a question as tell which one it was. */
const firstWords = 110;

/** One question after the fact: what was answered, what is right, and why. Opens on demand, and on paper. */
export function ReviewedItem({ number, item, reader = "learner", aside }: Props) {
  return (
    <details className="group break-inside-avoid-page py-3 print:[&::details-content]:block print:[&::details-content]:[content-visibility:visible]">
      <Summary number={number} item={item} aside={aside} />
      <div className="mt-4 pb-2 sm:pl-7">
        <RichText html={item.question.stem} />
        <div className="mt-5">
          <Answers item={item} reader={reader} />
        </div>
        <div className="mt-5 rounded-md bg-surface px-5 py-4">
          <p className="mb-2 text-sm font-medium">Why</p>
          <RichText html={item.explanation} />
          <Passages passages={item.passages} />
        </div>
      </div>
    </details>
  );
}

/** Where the lessons teach what was asked. */
function Passages({ passages }: Pick<ReviewItem, "passages">) {
  if (passages.length === 0) return null;
  return (
    <p className="mt-3 border-t border-line pt-3 text-sm">
      <span className="text-muted">In the lessons: </span>
      {passages.map(({ href, title, heading }, index) => (
        <Fragment key={href}>
          {index > 0 && "; "}
          <Link to={href} className="text-accent underline underline-offset-4">
            {title}
            {heading && `, “${heading}”`}
          </Link>
        </Fragment>
      ))}
    </p>
  );
}

function Summary({ number, item, aside }: Pick<Props, "number" | "item" | "aside">) {
  const right = isRight(item);
  const Mark = right ? Check : X;
  return (
    <summary className="flex cursor-pointer list-none items-baseline gap-3 [&::-webkit-details-marker]:hidden">
      <Mark
        className={`size-4 shrink-0 translate-y-0.5 ${right ? "text-good" : "text-bad"}`}
        aria-hidden="true"
      />
      <span className="min-w-0 grow">
        <span className="font-medium">Question {number}</span>{" "}
        <span className="text-sm text-muted">
          <span className={right ? "text-good" : "text-bad"}>
            {right ? "right" : item.given ? "wrong" : "not answered"}
          </span>{" "}
          · {item.topic.replaceAll("-", " ")} {aside}
        </span>
        <span className="block truncate text-sm group-open:hidden print:hidden">
          {plainText(item.question.stem, firstWords)}
        </span>
      </span>
      <ChevronDown
        className="size-4 shrink-0 translate-y-0.5 text-accent group-open:rotate-180 print:hidden"
        aria-hidden="true"
      />
    </summary>
  );
}

export function isRight(item: Pick<ReviewItem, "earned" | "possible">): boolean {
  return item.earned === item.possible;
}

const words = {
  learner: { answer: "Your answer", had: "You had this at", pair: "you:" },
  instructor: { answer: "Given answer", had: "Was placed at", pair: "given:" },
};

function Answers({ item, reader }: { item: ReviewItem; reader: Reader }) {
  const { question } = item;
  const { answer, had, pair } = words[reader];
  switch (question.kind) {
    case "single":
    case "multiple": {
      const given = item.given?.kind === "options" ? item.given.options : [];
      const right = item.right.kind === "options" ? item.right.options : [];
      return (
        <ul className="flex flex-col gap-2">
          {question.options.map((option) => (
            <Verdict
              key={option.id}
              given={given.includes(option.id)}
              right={right.includes(option.id)}
              why={item.why[option.id]}
              answer={answer}
            >
              <RichText html={option.html} />
            </Verdict>
          ))}
        </ul>
      );
    }
    case "plan-node":
    case "code-lines":
      return (
        <ReviewedLines
          question={question}
          given={item.given?.kind === "lines" ? item.given.lines : []}
          right={item.right.kind === "lines" ? item.right.lines : []}
          why={item.why}
          answer={answer}
        />
      );
    case "numeric":
    case "short-text":
      return (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          <dt className="text-muted">{answer}</dt>
          <dd className="font-mono">{item.given?.kind === "text" ? item.given.text : "none"}</dd>
          <dt className="text-muted">Right answer</dt>
          <dd className="font-mono">{item.rightText}</dd>
        </dl>
      );
    case "ordering": {
      const given = item.given?.kind === "order" ? item.given.items : [];
      const right = item.right.kind === "order" ? item.right.items : [];
      const html = new Map(question.items.map((one) => [one.id, one.html]));
      return (
        <ol className="flex flex-col gap-2">
          {right.map((id, index) => (
            <li key={id} className="flex gap-3">
              <span className="w-5 tabular-nums text-muted">{index + 1}</span>
              <div className="min-w-0">
                <RichText html={html.get(id) ?? ""} />
                {given.length > 0 && given[index] !== id && (
                  <p className="text-sm text-bad">
                    {had} {given.indexOf(id) + 1}.
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      );
    }
    case "matching": {
      const given = item.given?.kind === "pairs" ? item.given.pairs : {};
      const right = item.right.kind === "pairs" ? item.right.pairs : {};
      const label = (id: string | undefined) =>
        letter(question.rights.findIndex((one) => one.id === id));
      return (
        <div className="flex flex-col gap-4">
          <ol className="grid gap-1.5 text-sm">
            {question.rights.map((one, index) => (
              <li key={one.id} className="flex gap-3">
                <span className="font-semibold">{letter(index)}</span>
                <RichText html={one.html} className="min-w-0" />
              </li>
            ))}
          </ol>
          <ul className="divide-y divide-line border-y border-line">
            {question.lefts.map((left) => (
              <li key={left.id} className="flex gap-4 py-2">
                <RichText html={left.html} className="min-w-0 grow" />
                <span className="shrink-0 font-semibold text-good">{label(right[left.id])}</span>
                {given[left.id] !== right[left.id] && (
                  <span className="shrink-0 text-bad">
                    {given[left.id] ? `${pair} ${label(given[left.id])}` : "no answer"}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      );
    }
    default:
      return question satisfies never;
  }
}

type VerdictProps = {
  given: boolean;
  right: boolean;
  why: string | undefined;
  /** What a given answer is called. */
  answer: string;
  children: React.ReactNode;
};

function Verdict({ given, right, why, answer, children }: VerdictProps) {
  const tone = right
    ? "border-good bg-good-soft"
    : given
      ? "border-bad bg-bad-soft"
      : "border-line";
  return (
    <li className={`rounded-md border px-4 py-2.5 ${tone}`}>
      {(given || right) && (
        <p className="mb-1 text-xs font-medium text-muted">{verdictWords(given, right, answer)}</p>
      )}
      {children}
      {why && <RichText html={why} className="mt-1.5 text-sm text-muted" />}
    </li>
  );
}
