import { Link } from "react-router";
import type { PublicModule } from "#app/services/views/view-modules.ts";
import { PlainText } from "./plain-text.tsx";

const stateWords = { unread: "not read yet", begun: "begun", read: "read" };

/** The lessons of a module with where the reader stands in each. */
export function LessonLines({
  module,
  questions = false,
}: {
  module: PublicModule;
  questions?: boolean;
}) {
  return (
    <ol className="lesson-lines">
      {module.lessons.map(({ slug, title, question, minutes, state }) => (
        <li key={slug}>
          <Link to={`/learn/${module.slug}/${slug}`}>
            <span className="lesson-mark" data-state={state} aria-hidden="true" />
            <span className="lesson-text">
              <span className="lesson-title">
                <PlainText text={title} />
              </span>
              <span className="sr-only">, {stateWords[state]}</span>
              {questions && (
                <span className="lesson-ask">
                  <PlainText text={question} />
                </span>
              )}
            </span>
            <span className="lesson-minutes">{minutes} min</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
