import { Check, Minus, X } from "lucide-react";
import { Link } from "react-router";
import { DateTime } from "#app/components/ui/date-time.tsx";
import type { CheckResult, Verdict } from "#app/domain/exercise/verdict.ts";
import type { ExerciseView, PublicSubmission } from "#app/services/views/view-exercise.ts";
import type { SubmissionState } from "./use-submission.ts";

type Props = {
  view: ExerciseView;
  state: SubmissionState;
  /** How many hints were not opened yet. */
  hintsLeft: number;
  onUse(text: string): void;
};

/** What Submit looks at, what it found, and what was handed in before. */
export function VerdictPane({ view, state, hintsLeft, onUse }: Props) {
  const latest = state.kind === "graded" ? state.submission : null;
  const earlier = view.submissions.filter((one) => one.id !== latest?.id);
  return (
    <div className="lab-verdict lab-scroll">
      <Current view={view} state={state} hintsLeft={hintsLeft} />
      {earlier.length > 0 && <Earlier submissions={earlier} onUse={onUse} />}
    </div>
  );
}

function Current({ view, state, hintsLeft }: Omit<Props, "onUse">) {
  switch (state.kind) {
    case "none":
      return <Expectations view={view} />;
    case "sending":
      return <p className="lab-progress">Handing in…</p>;
    case "grading":
      return (
        <div className="lab-progress">
          <p>Handed in and safe. The server is running it on the visible and the hidden data…</p>
          {state.unreachable && (
            <p>The server cannot be reached just now. The verdict appears as soon as it can.</p>
          )}
          {state.slow && !state.unreachable && (
            <p>
              This takes longer than usual. If the fault is ours it is tried again by itself and
              costs you nothing. You may go on working or leave; the verdict will be here.
            </p>
          )}
        </div>
      );
    case "refused":
      return (
        <div className="lab-failure" role="alert">
          <p>
            <strong>Not handed in.</strong> {state.reason}
          </p>
        </div>
      );
    case "graded":
      return state.submission.verdict ? (
        <Graded view={view} verdict={state.submission.verdict} hintsLeft={hintsLeft} />
      ) : null;
  }
}

function Expectations({ view }: { view: ExerciseView }) {
  return (
    <section aria-label="What Submit looks at">
      <p className="lab-note">
        {view.passed
          ? "You have passed this exercise. You may submit again; a pass stays a pass."
          : "Submit as often as you like. The server runs your text from clean data and looks at:"}
      </p>
      <ul className="lab-checks">
        {view.exercise.checks.map((check) => (
          <li key={check.id} data-status="open">
            <Minus className="size-4" aria-hidden="true" />
            <p>
              <strong>{check.id}</strong> {check.words}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

type GradedProps = { view: ExerciseView; verdict: Verdict; hintsLeft: number };

function Graded({ view, verdict, hintsLeft }: GradedProps) {
  const held = verdict.checks.filter((check) => check.status === "passed").length;
  const passed = verdict.status === "passed";
  return (
    <section aria-label="Verdict" role="status">
      <h3 className="lab-outcome" data-passed={passed || undefined}>
        {headline(verdict)}
        {verdict.fault !== "platform" && verdict.checks.length > 1 && (
          <span>
            {held} of {verdict.checks.length} checks held
          </span>
        )}
      </h3>
      {verdict.fault === "platform" ? (
        <p>
          The server could not grade this, and that is our fault, not yours. It costs you nothing.
          It is tried again within two minutes; you can also submit again yourself.
        </p>
      ) : (
        <ul className="lab-checks">
          {verdict.checks.map((check) => (
            <CheckLine key={check.id} check={check} />
          ))}
        </ul>
      )}
      <p className="lab-next">
        {passed ? <AfterPass view={view} /> : <AfterFail view={view} hintsLeft={hintsLeft} />}
      </p>
    </section>
  );
}

function headline({ status, fault }: Verdict): string {
  if (fault === "platform") return "Not graded yet";
  switch (status) {
    case "passed":
      return "Passed";
    case "failed":
      return "Not yet";
    case "errored":
      return "It stops with an error";
    case "timed-out":
      return "It takes too long";
    case "unsupported":
      return "The engine cannot run it";
  }
}

const marks = { passed: Check, failed: X, skipped: Minus };
const statusWords = { passed: "held", failed: "did not hold", skipped: "not looked at" };

function CheckLine({ check }: { check: CheckResult }) {
  const Mark = marks[check.status];
  return (
    <li data-status={check.status}>
      <Mark className="size-4" strokeWidth={2.5} aria-hidden="true" />
      <p>
        <strong>{check.id}</strong> <span className="sr-only">{statusWords[check.status]}: </span>
        <WithCode text={check.message} />
      </p>
    </li>
  );
}

/** What stands between backticks is code. */
function WithCode({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]+)`|[^`]+|`/g)].map(({ 0: all, 1: code, index }) =>
    code === undefined ? all : <code key={index}>{code}</code>,
  );
}

function AfterPass({ view: { exercise, next } }: { view: ExerciseView }) {
  return (
    <>
      Next:{" "}
      {next ? (
        <Link to={`/lab/${next.slug}`}>{next.title}</Link>
      ) : (
        <Link to="/lab">all exercises</Link>
      )}
      , or back to the <Link to={`/learn/${exercise.module}`}>module</Link> it belongs to.
    </>
  );
}

function AfterFail({ view: { exercise }, hintsLeft }: Omit<GradedProps, "verdict">) {
  return (
    <>
      Change it, Run it here, submit again.
      {hintsLeft > 0 && " A hint is waiting under the task."} What it takes is explained in the{" "}
      <Link to={`/learn/${exercise.module}`}>module</Link> it belongs to.
    </>
  );
}

type EarlierProps = { submissions: readonly PublicSubmission[]; onUse(text: string): void };

function Earlier({ submissions, onUse }: EarlierProps) {
  return (
    <section aria-label="Handed in before" className="lab-earlier">
      <h3>Handed in before</h3>
      <ul>
        {submissions.map((one) => (
          <li key={one.id}>
            <details>
              <summary>
                <DateTime iso={one.submittedAt} />
                <span data-status={one.verdict?.status}>
                  {one.verdict ? headline(one.verdict) : "Being graded"}
                </span>
                {one.outdated && <span>for an earlier version of the exercise</span>}
              </summary>
              {one.verdict && one.verdict.fault !== "platform" && (
                <ul className="lab-checks">
                  {one.verdict.checks.map((check) => (
                    <CheckLine key={check.id} check={check} />
                  ))}
                </ul>
              )}
              <pre>{one.text}</pre>
              <button type="button" className="lab-button" onClick={() => onUse(one.text)}>
                Put this text into the editor
              </button>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
