type Props = { tone: "good" | "warn" | "bad" | "plain"; children: React.ReactNode; live?: boolean };

const tones = {
  good: "border-good bg-good-soft",
  warn: "border-warn bg-warn-soft",
  bad: "border-bad bg-bad-soft",
  plain: "border-line-strong bg-surface",
};

/** A message that belongs to what is on screen; `live` announces it when it appears. */
export function Notice({ tone, children, live = false }: Props) {
  return (
    <div
      role={live ? "status" : undefined}
      className={`rounded-md border-l-4 px-4 py-3 text-sm ${tones[tone]}`}
    >
      {children}
    </div>
  );
}
