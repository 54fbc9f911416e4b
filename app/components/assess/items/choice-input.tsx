import { RichText } from "#app/components/ui/rich-text.tsx";
import type { ItemInputProps } from "./item-input.tsx";

/** One option (radio) or several (checkboxes). */
export function ChoiceInput({ question, given, onAnswer }: ItemInputProps<"single" | "multiple">) {
  const chosen = given?.kind === "options" ? given.options : [];
  const single = question.kind === "single";
  function change(id: string, on: boolean) {
    const options = single ? [id] : on ? [...chosen, id] : chosen.filter((one) => one !== id);
    onAnswer(options.length > 0 ? { kind: "options", options } : { kind: "none" });
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5">
      <legend className="mb-3 text-sm text-muted">
        {single ? "Choose one" : "Choose every option that applies"}
      </legend>
      {question.options.map((option) => (
        <label
          key={option.id}
          className="flex cursor-pointer gap-3 rounded-md border border-line bg-raised px-4 py-3 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type={single ? "radio" : "checkbox"}
            name={question.id}
            checked={chosen.includes(option.id)}
            onChange={(event) => change(option.id, event.currentTarget.checked)}
            className="mt-1.5 size-4 shrink-0 accent-accent outline-none"
          />
          <RichText html={option.html} className="min-w-0" />
        </label>
      ))}
    </fieldset>
  );
}
