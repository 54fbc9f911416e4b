/**
 * The style sheet reads which one is chosen, so the filter also works before (or without) the
 * page's script; on paper everything is shown. Both need an ancestor `group/review`.
 */
export const hiddenAmongNotRight =
  "group-has-[input[value=not-right]:checked]/review:hidden print:block!";
export const shownAmongNotRight =
  "hidden group-has-[input[value=not-right]:checked]/review:block print:hidden!";

/** What is worth reading first is shown first: the questions that were not right. */
export function ReviewFilter({ all, notRight }: { all: number; notRight: number }) {
  if (notRight === 0 || notRight === all) return null;
  return (
    <fieldset className="mt-12 flex flex-wrap gap-2 print:hidden">
      <legend className="mb-2 text-sm text-muted">Questions shown</legend>
      <Choice value="not-right" label={`Not right (${notRight})`} chosen />
      <Choice value="all" label={`All (${all})`} />
    </fieldset>
  );
}

function Choice({ value, label, chosen }: { value: string; label: string; chosen?: boolean }) {
  return (
    <label className="flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3 text-sm hover:bg-surface has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name="shown"
        value={value}
        defaultChecked={chosen}
        className="size-4 accent-accent outline-none"
      />
      {label}
    </label>
  );
}
