import { DateTime } from "#app/components/ui/date-time.tsx";
import type { LearnerRecord } from "#app/services/views/view-learner.ts";

/** How far a learner has read, lesson by lesson. */
export function ReadingProgress({ reading }: { reading: LearnerRecord["reading"] }) {
  if (reading.length === 0) return <p className="text-muted">There are no lessons here yet.</p>;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      {reading.map((module) => (
        <section key={module.title}>
          <h3 className="font-semibold">
            {module.title}{" "}
            <span className="font-normal text-muted">
              {module.done} of {module.lessons.length} finished
            </span>
          </h3>
          <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
            {module.lessons.map((lesson) => (
              <li key={lesson.id} className="flex flex-wrap justify-between gap-x-6 py-2">
                <span>{lesson.title}</span>
                <span className="text-muted">
                  {lesson.completedAt ? (
                    <span className="text-good">
                      finished <DateTime iso={lesson.completedAt} />
                    </span>
                  ) : lesson.lastReadAt ? (
                    <>
                      last read <DateTime iso={lesson.lastReadAt} />
                    </>
                  ) : (
                    "not opened"
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
