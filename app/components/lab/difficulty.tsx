const words = ["", "Very easy", "Easy", "Medium", "Hard", "Very hard"];

/** Five small bars, filled as far as the exercise is hard; said in words as well. */
export function Difficulty({ level }: { level: number }) {
  return (
    <span className="inline-flex items-center" title={words[level]}>
      <span className="sr-only">{words[level]}</span>
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {[1, 2, 3, 4, 5].map((step) => (
          <span
            key={step}
            className={`h-2.5 w-1 rounded-[1px] ${step <= level ? "bg-muted" : "bg-line"}`}
          />
        ))}
      </span>
    </span>
  );
}
