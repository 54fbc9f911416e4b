import { Link } from "react-router";
import type { PublicLesson } from "#app/services/views/view-lesson.ts";
import { Blocks } from "./blocks.tsx";
import { LessonEnd } from "./lesson-end.tsx";
import { PlainText } from "./plain-text.tsx";
import { TableOfContents } from "./table-of-contents.tsx";
import "./reading.css";

type Props = {
  lesson: PublicLesson;
  /** Heading now on screen. */
  current: string | null;
};

/** One lesson: a column of text, its contents in the margin, what to do next at the end. */
export function LessonPage({ lesson, current }: Props) {
  const { module, toc } = lesson;
  return (
    <div className="lesson">
      <div className="lesson-progress" aria-hidden="true" />
      <article className="lesson-column">
        <header className="lesson-head">
          <p className="lesson-place">
            <Link to={`/learn/${module.slug}`}>{module.title}</Link>
            <span>
              Lesson {lesson.number} of {module.lessons}
            </span>
            <span>{lesson.minutes} minutes</span>
            {lesson.completedAt && <span className="lesson-read">Read</span>}
          </p>
          <h1>
            <PlainText text={lesson.title} />
          </h1>
          <p className="lesson-question">
            <PlainText text={lesson.question} />
          </p>
        </header>
        <details className="toc-inline">
          <summary>In this lesson</summary>
          <TableOfContents entries={toc} current={null} label="In this lesson" />
        </details>
        <div className="lesson-body">
          <Blocks blocks={lesson.blocks} data={lesson.data} />
        </div>
        <LessonEnd lesson={lesson} />
      </article>
      <aside className="toc-rail">
        <p className="toc-title">In this lesson</p>
        <TableOfContents entries={toc} current={current} label="Sections" />
      </aside>
    </div>
  );
}
