import { Link } from "react-router";
import type { ReviewItem } from "#app/services/views/review-item.ts";
import { isRight } from "./reviewed-item.tsx";

type Props = {
  items: readonly ReviewItem[];
  /** The number of each question in the attempt, by its id. */
  numbers: ReadonlyMap<string, number>;
};

/** The lessons behind what was not right, those behind most of it first. */
export function ReadAgain({ items, numbers }: Props) {
  const lessons = lessonsBehind(items.filter((item) => !isRight(item)));
  if (lessons.length === 0) return null;
  return (
    <section className="mt-12" aria-labelledby="read-again">
      <h2 id="read-again" className="font-serif text-2xl font-semibold">
        Worth reading again
      </h2>
      <ul className="mt-4 max-w-3xl divide-y divide-line border-y border-line">
        {lessons.map(({ lesson, title, behind }) => (
          <li
            key={lesson}
            className="grid gap-x-6 py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline"
          >
            <Link to={`/learn/${lesson}`} className="text-accent underline underline-offset-4">
              {title}
            </Link>
            <span className="text-sm text-muted">
              {behind.length === 1 ? "Question" : "Questions"}{" "}
              {inWords(behind.map((item) => numbers.get(item.question.id) ?? 0))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type LessonBehind = { lesson: string; title: string; behind: readonly ReviewItem[] };

function lessonsBehind(items: readonly ReviewItem[]): LessonBehind[] {
  const lessons = new Map<string, LessonBehind>();
  for (const item of items) {
    for (const { lesson, title } of item.passages) {
      const behind = lessons.get(lesson)?.behind ?? [];
      if (!behind.includes(item)) lessons.set(lesson, { lesson, title, behind: [...behind, item] });
    }
  }
  return [...lessons.values()].sort((one, other) => other.behind.length - one.behind.length);
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

function inWords(numbers: readonly number[]): string {
  return list.format(numbers.toSorted((a, b) => a - b).map(String));
}
