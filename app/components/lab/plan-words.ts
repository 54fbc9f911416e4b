import type { PlanMark, PlanRow } from "#app/domain/exercise/plan-report.ts";

export function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : 0 });
}

export function percent(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  return `${Math.round(share * 100)} %`;
}

/** What a node reads: "on users u", "using users_pkey". */
export function reads({ node }: PlanRow): string {
  const read = node.relation ?? node.details["CTE Name"] ?? node.details["Function Name"];
  const alias = node.alias !== null && node.alias !== read ? ` ${node.alias}` : "";
  const using = node.index === null ? "" : `using ${node.index} `;
  return `${using}${read === undefined ? "" : `on ${read}${alias}`}`.trim();
}

export function markLabel(mark: PlanMark): string {
  switch (mark.kind) {
    case "costliest":
      return "costs most";
    case "underestimate":
      return `${figure(mark.times)} × more rows than planned`;
    case "overestimate":
      return `${figure(mark.times)} × fewer rows than planned`;
  }
}

/** The sentences shown when a node is opened. */
export function nodeSentences(row: PlanRow): string[] {
  const { node, marks, share, ownBlocks, totalRows } = row;
  const sentences = marks.map((mark): string => {
    switch (mark.kind) {
      case "costliest":
        return `This node itself makes up ${percent(share)} of the plan's cost: look here first.`;
      case "underestimate":
        return `The planner expected ${rowsText(mark.planned)} and ${rowsText(mark.rows)} came. Plans built on too small a number choose loops where a hash would be right. Are the statistics fresh, and are the conditions independent of each other?`;
      case "overestimate":
        return `The planner expected ${rowsText(mark.planned)} and only ${rowsText(mark.rows)} came. Plans built on too large a number read whole tables where an index would do.`;
    }
  });
  if (node.loops !== null && node.loops > 1 && totalRows !== null)
    sentences.push(
      `It ran ${figure(node.loops)} times, ${figure(totalRows)} rows in all. The rows in the table are for one loop.`,
    );
  if (node.loops === 0) sentences.push("It never ran: nothing above it asked for a row.");
  if (node.rowsRemoved > 0)
    sentences.push(
      `${figure(node.rowsRemoved)} rows per loop were read and thrown away by the filter.`,
    );
  if (ownBlocks > 0 && node.children.length > 0)
    sentences.push(`${figure(ownBlocks)} of its ${figure(node.blocks)} blocks are its own.`);
  return sentences;
}

function rowsText(count: number): string {
  return count === 1 ? "1 row" : `${figure(count)} rows`;
}

/** "289 times less", "the same", "3 times more". */
export function changeWords(before: number, after: number): string {
  if (before === after) return "the same";
  const more = after > before;
  const times = more ? after / Math.max(before, 1) : before / Math.max(after, 1);
  const amount = times < 2 ? `${Math.round((times - 1) * 100)} %` : `${figure(times)} times`;
  return more
    ? `${amount} more`
    : times < 2
      ? `${Math.round((1 - after / before) * 100)} % less`
      : `${amount} less`;
}
