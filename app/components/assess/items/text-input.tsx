import { useId } from "react";
import { answerState } from "#app/domain/assessment/answer-state.ts";
import { parseNumber } from "#app/domain/assessment/score.ts";
import type { ItemInputProps } from "./item-input.tsx";

/** A number or a few words, kept exactly as typed. A number is read back, so that nobody loses a point to a comma. */
export function TextInput({ question, given, onAnswer }: ItemInputProps<"numeric" | "short-text">) {
  const id = useId();
  const text = given?.kind === "text" ? given.text : "";
  const numeric = question.kind === "numeric";
  const unreadable = answerState(question, given) === "incomplete";
  return (
    <div className="flex max-w-md flex-col gap-1.5">
      <label htmlFor={id} className="text-sm text-muted">
        {numeric ? "Your answer, a number" : "Your answer, in one or a few words"}
      </label>
      <span className="flex items-center gap-3">
        <input
          id={id}
          value={text}
          inputMode={numeric ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          aria-describedby={`${id}-read`}
          aria-invalid={unreadable || undefined}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            onAnswer(typed.trim() === "" ? { kind: "none" } : { kind: "text", text: typed });
          }}
          className="h-11 min-w-0 grow rounded-md border border-line-strong bg-raised px-3 font-mono aria-invalid:border-warn"
        />
        {numeric && question.unit && <span className="text-muted">{question.unit}</span>}
      </span>
      <p
        id={`${id}-read`}
        className={`min-h-5 text-sm ${unreadable ? "font-medium text-warn" : "text-muted"}`}
      >
        {numeric && text.trim() !== "" && readBack(text)}
      </p>
    </div>
  );
}

function readBack(text: string): string {
  const value = parseNumber(text);
  return value === null
    ? "This is not read as a number. Write digits, with a point for decimals: 12.5"
    : `Read as ${value.toLocaleString("en-US", { maximumFractionDigits: 12 })}`;
}
