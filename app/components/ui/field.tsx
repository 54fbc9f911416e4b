import { useId, type ComponentProps } from "react";

type Props = Omit<ComponentProps<"input">, "id"> & {
  label: string;
  hint?: string;
  /** Shown under the field and announced; also marks the field as invalid. */
  error?: string;
};

/** A labelled text field with its hint and its error where a screen reader finds them. */
export function Field({ label, hint, error, ...input }: Props) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className={`h-11 rounded-md border bg-raised px-3 text-base outline-offset-1 ${
          error ? "border-bad" : "border-line-strong"
        }`}
        {...input}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
