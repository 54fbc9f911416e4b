import { Link } from "react-router";
import type { PublicModule } from "#app/services/views/view-modules.ts";
import { hours } from "./hours.ts";
import { LessonLines } from "./lesson-lines.tsx";
import { objectivesInWords } from "./objective-names.ts";
import "./modules.css";

/** One module: what it is about, its lessons with their questions, what one can do after it. */
export function ModulePage({ module }: { module: PublicModule }) {
  const read = module.lessons.filter((lesson) => lesson.state === "read").length;
  return (
    <div className="modules">
      <p className="module-place">
        <Link to="/learn">Learn</Link>
      </p>
      <h1>{module.title}</h1>
      <p className="module-meta">
        {hours(module.minutes)} · {module.lessons.length} lessons · {read} read
      </p>
      <div
        className="module-introduction"
        // oxlint-disable-next-line react/no-danger -- sanitised on the server
        dangerouslySetInnerHTML={{ __html: module.introduction }}
      />
      <LessonLines module={module} questions />
      <p className="module-serves">
        After this module you will be able to {objectivesInWords(module.objectives)}.
      </p>
    </div>
  );
}
