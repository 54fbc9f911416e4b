import { useState } from "react";
import { planTokens } from "#app/domain/content/plan-text.ts";
import { PlanTree } from "./plan-tree.tsx";
import { changeWords, figure } from "./plan-words.ts";
import type { ShownPlan } from "./run-report.ts";

/** The newest plan drawn and in PostgreSQL's words, and how it compares with the one before. */
export function PlanPane({ plans }: { plans: readonly ShownPlan[] }) {
  const shown = plans.at(-1);
  const before = plans.length > 1 ? plans[0] : undefined;
  const [form, setForm] = useState<"text" | "json">("text");
  if (!shown) return <NoPlan />;
  const raw = form === "json" && shown.json !== null ? "json" : "text";
  return (
    <div className="plan-pane">
      <div className="plan-summary">
        <p>
          Cost <strong>{figure(shown.plan.cost)}</strong>
          <span aria-hidden="true"> · </span>
          <strong>{figure(shown.plan.blocks)}</strong> blocks
          <span className="plan-statement" title={shown.statement}>
            {shown.statement.replaceAll(/\s+/g, " ")}
          </span>
        </p>
        {before && <Comparison before={before} now={shown} />}
      </div>
      <div className="plan-columns">
        <div className="plan-drawn">
          <PlanTree key={shown.id} plan={shown.plan} />
          {shown.plan.actualRows === null && (
            <p className="lab-note">
              This is what the planner intends: EXPLAIN without ANALYZE runs nothing, so there are
              no real rows and no blocks.
            </p>
          )}
        </div>
        <div className="plan-raw">
          <div className="lab-chips" role="group" aria-label="Form of the plan">
            <button type="button" aria-pressed={raw === "text"} onClick={() => setForm("text")}>
              Text
            </button>
            {shown.json !== null && (
              <button type="button" aria-pressed={raw === "json"} onClick={() => setForm("json")}>
                JSON
              </button>
            )}
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it */}
          <pre tabIndex={0} aria-label="Plan as text">
            {raw === "json" ? shown.json : <PlanText text={shown.text} />}
          </pre>
        </div>
      </div>
    </div>
  );
}

function PlanText({ text }: { text: string }) {
  return text.split("\n").map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a line is its place
    <span key={index}>
      {planTokens(line, index === 0).map((token, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a token is its place
        <span key={at} className={token.kind === null ? undefined : `tk-${token.kind}`}>
          {token.text}
        </span>
      ))}
      {"\n"}
    </span>
  ));
}

function Comparison({ before, now }: { before: ShownPlan; now: ShownPlan }) {
  const same = normal(before.statement) === normal(now.statement);
  return (
    <table className="plan-compare">
      <caption>
        {same
          ? "The same statement before and now"
          : "The plan before and this one (the statement changed)"}
      </caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Before</th>
          <th scope="col">Now</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        <Line name="Cost" before={before.plan.cost} now={now.plan.cost} />
        <Line name="Blocks" before={before.plan.blocks} now={now.plan.blocks} />
      </tbody>
    </table>
  );
}

function Line({ name, before, now }: { name: string; before: number; now: number }) {
  const tone = now < before ? "good" : now > before ? "bad" : undefined;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figure(before)}</td>
      <td>{figure(now)}</td>
      <td data-tone={tone}>{changeWords(before, now)}</td>
    </tr>
  );
}

function NoPlan() {
  return (
    <p className="lab-empty">
      No plan yet. <strong>Explain</strong> runs the statement at the cursor with EXPLAIN (ANALYZE,
      BUFFERS) and draws what PostgreSQL did. A script that says EXPLAIN itself is drawn here too.
      The last two plans are compared.
    </p>
  );
}

function normal(statement: string): string {
  return statement.replaceAll(/\s+/g, " ").trim().toLowerCase();
}
