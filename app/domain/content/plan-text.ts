/** EXPLAIN text, line by line, for colouring on the server and in the page alike. */
export type PlanToken = { text: string; kind: string | null };

const detail =
  /(?<figures>\((?:cost|actual|never)[^)]*\))|(?<label>^\s*[A-Z][A-Za-z -]*:(?=\s|$))|(?<string>'[^']*')/g;

/** Nodes stand out, figures step back, conditions keep their literals. */
export function planTokens(line: string, first: boolean): PlanToken[] {
  const tokens: PlanToken[] = [];
  const node = planNodeName(line, first);
  let at = 0;
  if (node !== null) {
    const start = line.indexOf(node);
    tokens.push({ text: line.slice(0, start), kind: "comment" }, { text: node, kind: "keyword" });
    at = start + node.length;
  }
  const head = at;
  for (const match of line.slice(head).matchAll(detail)) {
    const start = head + match.index;
    if (start > at) tokens.push({ text: line.slice(at, start), kind: null });
    tokens.push({ text: match[0], kind: kindOf(match.groups ?? {}) });
    at = start + match[0].length;
  }
  if (at < line.length) tokens.push({ text: line.slice(at), kind: null });
  return tokens;
}

function kindOf(groups: Record<string, string | undefined>): string {
  return groups["label"] ? "function" : groups["string"] ? "string" : "comment";
}

/** Name of the node a line opens, e.g. "Index Scan"; null for detail lines such as "Filter: …". */
export function planNodeName(line: string, first: boolean): string | null {
  const match =
    /^\s*->\s+([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)/.exec(line) ??
    (first ? /^\s*([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)/.exec(line) : null) ??
    /^\s*([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*).*\(cost=/.exec(line);
  return match?.[1] ?? null;
}
