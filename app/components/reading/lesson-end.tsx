import { Form, Link } from "react-router";
import type { PublicLesson } from "#app/services/views/view-lesson.ts";
import { objectivesInWords } from "./objective-names.ts";
import { PlainText } from "./plain-text.tsx";

/** What to keep, what to practise, and where to go: the end of a lesson. */
export function LessonEnd({ lesson }: { lesson: PublicLesson }) {
  return (
    <footer className="lesson-end">
      <section aria-labelledby="in-five-lines">
        <h2 id="in-five-lines">In five lines</h2>
        <ol className="summary">
          {lesson.summary.map((line) => (
            <li key={line}>
              <PlainText text={line} />
            </li>
          ))}
        </ol>
      </section>
      {lesson.exercises.length > 0 && (
        <section aria-labelledby="practise" className="practise">
          <h2 id="practise">Practise it</h2>
          <ul>
            {lesson.exercises.map(({ slug, title }) => (
              <li key={slug}>
                <Link to={`/lab/${slug}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="serves">This lesson helps you to {objectivesInWords(lesson.objectives)}.</p>
      <Finish lesson={lesson} />
      <Neighbours lesson={lesson} />
    </footer>
  );
}

function Finish({ lesson }: { lesson: PublicLesson }) {
  if (lesson.completedAt !== null) {
    return (
      <p className="finished" role="status">
        You have read this lesson.
      </p>
    );
  }
  return (
    <Form method="post" className="finish" preventScrollReset>
      <button type="submit" name="intent" value="complete" className="main-button">
        I have read this lesson
      </button>
      <p>Ticks it in your module and on your onboarding path.</p>
    </Form>
  );
}

function Neighbours({ lesson: { previous, next } }: { lesson: PublicLesson }) {
  return (
    <nav className="neighbours" aria-label="Lessons before and after">
      {previous && (
        <Link to={`/learn/${previous.module}/${previous.slug}`} rel="prev">
          <span>Previous</span>
          {previous.title}
        </Link>
      )}
      {next && (
        <Link to={`/learn/${next.module}/${next.slug}`} rel="next" className="next">
          <span>Next</span>
          {next.title}
        </Link>
      )}
    </nav>
  );
}
