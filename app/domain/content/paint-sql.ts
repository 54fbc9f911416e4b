// One painter for the server's first rendering and for the page, so that nothing changes its colour
// when somebody begins to type.

/** A stretch of SQL and what colours it; `error` is added where an error stands. */
export type Painted = { at: number; text: string; kinds: readonly string[] };

const keywords = new Set(
  (
    "add all alter analyze and any as asc begin between buffers by cascade case cast check commit " +
    "concurrently conflict constraint create cross current_date current_timestamp cursor default delete " +
    "desc distinct do drop else end except exists explain extract false fetch filter first for foreign " +
    "format from full function grant group having if in include index inner insert intersect interval " +
    "into is join json key last lateral left like ilike limit materialized natural next not null nulls " +
    "of off offset on only or order outer over partition primary recursive references refresh reindex " +
    "reset returning right rollback row rows select set show statistics table tablesample temp temporary then timing " +
    "to true truncate union unique update using vacuum values view when where window with within"
  ).split(" "),
);

const token =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$))|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_][\w$]*)/g;

/** @param position 1-based offset of an error, underlined; null for none. */
export function paintSql(text: string, position: number | null): Painted[] {
  const painted: Painted[] = [];
  let at = 0;
  const push = (until: number, kind: string | null) => {
    if (until > at) {
      painted.push({ at, text: text.slice(at, until), kinds: kind === null ? [] : [kind] });
    }
    at = until;
  };
  for (const match of text.matchAll(token)) {
    push(match.index, null);
    push(match.index + match[0].length, kindOf(match));
  }
  push(text.length, null);
  return position === null ? painted : underline(painted, text, position - 1);
}

function kindOf({ groups = {}, 0: text }: RegExpExecArray): string | null {
  if (groups["comment"]) return "comment";
  if (groups["string"]) return "string";
  if (groups["number"]) return "constant";
  return keywords.has(text.toLowerCase()) ? "keyword" : null;
}

/** Marks the word at `offset`, or the last character when the error is at the end of the text. */
function underline(painted: readonly Painted[], text: string, offset: number): Painted[] {
  const from = Math.min(Math.max(0, offset), Math.max(0, text.trimEnd().length - 1));
  const word = /^(?:[\w$]+|"[^"]*"|'[^']*'?|.)/s.exec(text.slice(from))?.[0] ?? " ";
  const to = from + word.length;
  return painted.flatMap((piece) => {
    const end = piece.at + piece.text.length;
    if (end <= from || piece.at >= to) return [piece];
    const [first, last] = [Math.max(piece.at, from), Math.min(end, to)];
    return [
      { ...piece, text: text.slice(piece.at, first) },
      { at: first, text: text.slice(first, last), kinds: [...piece.kinds, "error"] },
      { ...piece, at: last, text: text.slice(last, end) },
    ].filter(({ text }) => text !== "");
  });
}
