import { Check, Circle, CircleDot } from "lucide-react";
import { Link } from "react-router";
import type { ExerciseGroup, ListedExercise } from "#app/services/views/list-exercises.ts";
import { Difficulty } from "./difficulty.tsx";

/** The exercises of one module: one line each, made to be scanned. */
export function ExerciseTable({ group }: { group: ExerciseGroup }) {
  const passed = group.exercises.filter((one) => one.state === "passed").length;
  const id = `module-${group.module}`;
  return (
    <section aria-labelledby={id} className="mt-10 first:mt-0">
      <div className="flex items-baseline justify-between gap-4 border-b border-line-strong pb-2">
        <h2 id={id} className="font-serif text-xl font-semibold">
          {group.title}
        </h2>
        <p className="text-sm whitespace-nowrap text-muted tabular-nums">
          {passed} of {group.exercises.length} passed
        </p>
      </div>
      <ul>
        {group.exercises.map((exercise) => (
          <Row key={exercise.slug} exercise={exercise} />
        ))}
      </ul>
    </section>
  );
}

function Row({ exercise }: { exercise: ListedExercise }) {
  return (
    <li className="relative grid grid-cols-[1.25rem_1fr] items-baseline gap-x-3 gap-y-1 border-b border-line py-3 hover:bg-surface sm:grid-cols-[1.25rem_1fr_6rem_5.5rem_4.5rem_7rem]">
      <StateMark state={exercise.state} />
      <span className="min-w-0">
        <Link
          to={`/lab/${exercise.slug}`}
          className="font-medium after:absolute after:inset-0 hover:text-accent"
        >
          {exercise.title}
        </Link>
        {exercise.practical !== null && (
          <span className="ml-2.5 rounded-sm border border-accent-line px-1.5 py-px text-xs whitespace-nowrap text-accent">
            Counts for a certificate
          </span>
        )}
      </span>
      <span className="col-start-2 flex gap-4 text-sm text-muted sm:contents">
        <span>{exercise.kind === "sql" ? "SQL" : "TypeScript"}</span>
        <Difficulty level={exercise.difficulty} />
        <span className="tabular-nums sm:text-right">{exercise.minutes} min</span>
        <span className="sm:text-right">{stateWords(exercise)}</span>
      </span>
    </li>
  );
}

const marks = {
  passed: { Icon: Check, look: "text-good" },
  tried: { Icon: CircleDot, look: "text-warn" },
  started: { Icon: CircleDot, look: "text-muted" },
  untouched: { Icon: Circle, look: "text-line-strong" },
};

function StateMark({ state }: { state: ListedExercise["state"] }) {
  const { Icon, look } = marks[state];
  return (
    <Icon className={`size-4 translate-y-0.5 ${look}`} strokeWidth={2.25} aria-hidden="true" />
  );
}

function stateWords({ state, tries }: ListedExercise): string {
  switch (state) {
    case "passed":
      return "Passed";
    case "tried":
      return tries === 1 ? "Tried once" : `Tried ${tries} times`;
    case "started":
      return "Begun";
    case "untouched":
      return "Not tried";
  }
}
