import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { reportPlan, type PlanRow } from "#app/domain/exercise/plan-report.ts";
import type { PlanNode } from "#app/domain/exercise/plan-tree.ts";
import { figure, markLabel, nodeSentences, percent, reads } from "./plan-words.ts";

const quietDetails = new Set([
  "Join Type",
  "Strategy",
  "Scan Direction",
  "CTE Name",
  "Function Name",
]);

/** The plan as a tree of rows: arrow keys move, the row with the focus tells its story. */
export function PlanTree({ plan }: { plan: PlanNode }) {
  const report = useMemo(() => reportPlan(plan), [plan]);
  const { rows } = report;
  const costliest = rows.find((row) => row.marks.some((mark) => mark.kind === "costliest"));
  const [chosen, choose] = useState(costliest?.id ?? "0");
  const body = useRef<HTMLTableSectionElement>(null);

  function focusRow(id: string): void {
    choose(id);
    body.current?.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = rows.findIndex((row) => row.id === chosen);
    const target = keyTarget(event.key, rows, at);
    if (!target) return;
    event.preventDefault();
    focusRow(target.id);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose rows form a tree is a treegrid
    <table className="plan-tree" role="treegrid" aria-label="Plan, costliest node chosen">
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Share of cost</th>
          <th scope="col" title="Rows the planner expected, per loop">
            Planned
          </th>
          <th scope="col" title="Rows that really came, per loop">
            Actual
          </th>
          <th scope="col">Loops</th>
          <th scope="col" title="Shared blocks, children included">
            Blocks
          </th>
        </tr>
      </thead>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of a treegrid */}
      <tbody ref={body} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <NodeRows key={row.id} row={row} open={row.id === chosen} onChoose={focusRow} />
        ))}
      </tbody>
    </table>
  );
}

function keyTarget(key: string, rows: readonly PlanRow[], at: number): PlanRow | undefined {
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return rows[at + 1];
    case "ArrowUp":
      return rows[at - 1];
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    case "ArrowLeft":
      return rows.find((one) => one.id === row?.parent);
    case "ArrowRight":
      return rows.find((one) => one.parent === row?.id);
    default:
      return undefined;
  }
}

type NodeProps = { row: PlanRow; open: boolean; onChoose(id: string): void };

function NodeRows({ row, open, onChoose }: NodeProps) {
  const { node, marks } = row;
  const off = marks.some((mark) => mark.kind !== "costliest");
  return (
    <>
      <tr
        data-node={row.id}
        tabIndex={open ? 0 : -1}
        aria-level={row.depth + 1}
        aria-selected={open}
        data-costliest={marks.some((mark) => mark.kind === "costliest") || undefined}
        onClick={() => onChoose(row.id)}
      >
        <th scope="row">
          <span className="plan-node">
            <Lines row={row} />
            <span>
              {node.subplan !== null && <em>{node.subplan} </em>}
              <strong>{row.label}</strong> {reads(row)}
              {marks.map((mark) => (
                <span key={mark.kind} className="plan-mark" data-kind={mark.kind}>
                  {markLabel(mark)}
                </span>
              ))}
            </span>
          </span>
        </th>
        <td>
          <span className="plan-share">
            <span aria-hidden="true">
              <i style={{ width: `${row.share * 100}%` }} />
            </span>
            {percent(row.share)}
          </span>
        </td>
        <td>{figure(node.plannedRows)}</td>
        <td data-off={off || undefined}>
          {node.actualRows === null ? "?" : figure(node.actualRows)}
        </td>
        <td>{node.loops ?? "?"}</td>
        <td>{figure(node.blocks)}</td>
      </tr>
      {open && <NodeDetails row={row} />}
    </>
  );
}

function NodeDetails({ row }: { row: PlanRow }) {
  const details = Object.entries(row.node.details).filter(([name]) => !quietDetails.has(name));
  const sentences = nodeSentences(row);
  if (details.length === 0 && sentences.length === 0) return null;
  return (
    <tr className="plan-details">
      <td colSpan={6}>
        <div style={{ paddingInlineStart: `${row.depth * 1.1 + 0.6}rem` }}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {details.length > 0 && (
            <dl>
              {details.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </td>
    </tr>
  );
}

/** The lines that join a node to its parent, drawn from what follows on each level. */
function Lines({ row }: { row: PlanRow }) {
  return (
    <span className="plan-lines" aria-hidden="true">
      {row.more.map((more, level) => (
        <i
          // oxlint-disable-next-line react/no-array-index-key -- a level is its place
          key={level}
          data-line={
            level === row.more.length - 1 ? (more ? "branch" : "last") : more ? "through" : "none"
          }
        />
      ))}
    </span>
  );
}
