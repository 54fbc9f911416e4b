import type { ItemInputProps } from "./item-input.tsx";

/** A plan or code whose lines can be picked: each candidate line is a checkbox (or radio) of its own. */
export function LineInput({
  question,
  given,
  onAnswer,
}: ItemInputProps<"plan-node" | "code-lines">) {
  const chosen = given?.kind === "lines" ? given.lines : [];
  const single = question.choose === 1;
  const what = question.kind === "plan-node" ? "node" : "line";
  function change(line: number, on: boolean) {
    const lines = single ? [line] : on ? [...chosen, line] : chosen.filter((one) => one !== line);
    onAnswer(lines.length > 0 ? { kind: "lines", lines } : { kind: "none" });
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-3 text-sm text-muted">
        {single
          ? `Choose one ${what}`
          : `Choose ${question.choose} ${what}s (${chosen.length} chosen)`}
      </legend>
      <div className="scroll-edges overflow-x-auto rounded-md border border-line py-2 [--under:var(--code)] font-mono text-[0.82rem] leading-relaxed">
        <div className="w-max min-w-full">
          {question.lines.map((line) =>
            line.pickable ? (
              <label
                key={line.number}
                className="flex cursor-pointer gap-3 px-3 hover:bg-surface-2 has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
              >
                <input
                  type={single ? "radio" : "checkbox"}
                  name={question.id}
                  checked={chosen.includes(line.number)}
                  disabled={
                    !single && chosen.length >= question.choose && !chosen.includes(line.number)
                  }
                  onChange={(event) => change(line.number, event.currentTarget.checked)}
                  className="mt-1.5 size-3.5 shrink-0 accent-accent outline-none"
                />
                <Line html={line.html} />
              </label>
            ) : (
              <div key={line.number} className="flex gap-3 px-3">
                <span className="size-3.5 shrink-0" />
                <Line html={line.html} />
              </div>
            ),
          )}
        </div>
      </div>
    </fieldset>
  );
}

/** One line as it was written, coloured. */
export function Line({ html }: { html: string }) {
  // oxlint-disable-next-line react/no-danger
  return <span className="whitespace-pre" dangerouslySetInnerHTML={{ __html: html || " " }} />;
}
