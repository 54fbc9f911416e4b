import { RichText } from "#app/components/ui/rich-text.tsx";
import type { ItemInputProps } from "./item-input.tsx";

/** Each left side gets one right side, by letter: the choices stay readable with code in them. */
export function MatchInput({ question, given, onAnswer }: ItemInputProps<"matching">) {
  const pairs = given?.kind === "pairs" ? given.pairs : {};
  function choose(left: string, right: string) {
    const next = { ...pairs };
    if (right === "") delete next[left];
    else next[left] = right;
    onAnswer(Object.keys(next).length > 0 ? { kind: "pairs", pairs: next } : { kind: "none" });
  }
  return (
    <div className="flex flex-col gap-5">
      <ol className="grid gap-2 rounded-md bg-surface p-4">
        {question.rights.map((right, index) => (
          <li key={right.id} className="flex gap-3">
            <span className="font-semibold">{letter(index)}</span>
            <RichText html={right.html} className="min-w-0" />
          </li>
        ))}
      </ol>
      <div className="flex flex-col divide-y divide-line border-y border-line">
        {question.lefts.map((left, index) => (
          <div key={left.id} className="flex items-center gap-4 py-3">
            <div id={`${question.id}-left-${index}`} className="min-w-0 grow">
              <RichText html={left.html} />
            </div>
            <select
              aria-labelledby={`${question.id}-left-${index}`}
              value={pairs[left.id] ?? ""}
              onChange={(event) => choose(left.id, event.currentTarget.value)}
              className="h-10 w-24 shrink-0 rounded-md border border-line-strong bg-raised px-2"
            >
              <option value="">…</option>
              {question.rights.map((right, at) => (
                <option key={right.id} value={right.id}>
                  {letter(at)}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </div>
  );
}

export function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}
