import { Link } from "react-router";
import type { PublicContinuation, PublicModule } from "#app/services/views/view-modules.ts";
import { LessonLines } from "./lesson-lines.tsx";
import { hours } from "./hours.ts";
import "./modules.css";

type Props = { modules: readonly PublicModule[]; continuation: PublicContinuation | null };

/** The table of contents of the whole course. */
export function ModuleList({ modules, continuation }: Props) {
  const minutes = modules.reduce((sum, module) => sum + module.minutes, 0);
  return (
    <div className="modules">
      <h1>Learn</h1>
      <p className="modules-intro">
        {modules.length} {modules.length === 1 ? "module" : "modules"}, {hours(minutes)} in all.
        Every lesson opens with a question, and every query in it can be changed and run.
      </p>
      {continuation && <Continue continuation={continuation} />}
      {modules.length === 0 && (
        <p className="modules-empty">
          There are no modules yet. Whoever writes the content can begin one with{" "}
          <code>npx planwise new module</code>.
        </p>
      )}
      {modules.map((module) => (
        <section key={module.slug} className="module" aria-labelledby={`module-${module.slug}`}>
          <div className="module-head">
            <h2 id={`module-${module.slug}`}>
              <Link to={`/learn/${module.slug}`}>{module.title}</Link>
            </h2>
            <p className="module-meta">{progressText(module)}</p>
          </div>
          <p className="module-summary">{module.summary}</p>
          <LessonLines module={module} />
        </section>
      ))}
    </div>
  );
}

function Continue({ continuation }: { continuation: PublicContinuation }) {
  const { module, lesson, place, started } = continuation;
  return (
    <Link
      className="continue"
      to={`/learn/${module.slug}/${lesson.slug}${place ? `#${place.id}` : ""}`}
    >
      <span className="continue-word">{started ? "Continue where you left off" : "Read next"}</span>
      <span className="continue-title">{lesson.title}</span>
      <span className="continue-place">
        {place ? `at “${place.text}”` : `${module.title}, ${lesson.minutes} minutes`}
      </span>
    </Link>
  );
}

function progressText(module: PublicModule): string {
  const read = module.lessons.filter((lesson) => lesson.state === "read").length;
  return `${hours(module.minutes)} · ${read} of ${module.lessons.length} read`;
}
