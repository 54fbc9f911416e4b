import { DateTime } from "#app/components/ui/date-time.tsx";
import { HeadCell, TableFrame } from "#app/components/ui/table-frame.tsx";
import type { AttemptRecord } from "#app/services/views/view-attempt-record.ts";

type Entry = AttemptRecord["timeline"][number];

const quiet = new Set(["focus", "blur", "flag"]);
const cell = "py-2 pr-6 align-top";

/** The log of an attempt, step by step, also what does not count. */
export function TimelineTable({ timeline }: { timeline: readonly Entry[] }) {
  return (
    <TableFrame label="Steps of the attempt">
      <thead>
        <tr>
          <HeadCell align="right">Step</HeadCell>
          <HeadCell>Server time</HeadCell>
          <HeadCell align="right">Since start</HeadCell>
          <HeadCell>Tab</HeadCell>
          <HeadCell align="right">Question</HeadCell>
          <HeadCell>What happened</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {timeline.map((entry) => (
          <tr
            key={entry.seq}
            id={`step-${entry.seq}`}
            className={`target:bg-accent-soft ${entry.refusal ? "bg-warn-soft" : ""} ${quiet.has(entry.kind) ? "text-muted" : ""}`}
          >
            <td className={`${cell} text-right tabular-nums`}>{entry.seq}</td>
            <td className={`${cell} whitespace-nowrap tabular-nums`}>
              <DateTime iso={entry.at} seconds />
            </td>
            <td className={`${cell} whitespace-nowrap text-right tabular-nums`}>
              {entry.seconds} s
            </td>
            <td className={cell}>{entry.tab ?? ""}</td>
            <td className={`${cell} text-right tabular-nums`}>{entry.item ?? ""}</td>
            <td className="min-w-72 py-2 align-top">
              <What entry={entry} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function What({ entry }: { entry: Entry }) {
  return (
    <>
      {entry.what}
      {entry.awaySeconds !== null && ` after ${entry.awaySeconds} s`}
      {entry.by && <span className="text-muted"> by {entry.by}</span>}
      {entry.answer !== null && <span className="block break-words">{entry.answer}</span>}
      {entry.delaySeconds !== null && (
        <span className="block text-muted">
          made {entry.delaySeconds} s earlier, by the browser’s clock
        </span>
      )}
      {entry.refusal && (
        <span className="block font-medium text-warn">Does not count: {entry.refusal}.</span>
      )}
    </>
  );
}
