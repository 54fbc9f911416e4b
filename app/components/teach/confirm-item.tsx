import { useId } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import type { PublicOnboarding } from "#app/services/views/view-onboarding.ts";

type Item = PublicOnboarding["weeks"][number]["items"][number];
/** What the server said about the last word on this item. */
export type ConfirmAnswer = {
  item: string;
  done: "confirm" | "withdraw" | null;
  problem: string | null;
};

/** An instructor's word on one step, with a note. What the evidence ticks needs none. */
export function ConfirmItem({ item, answer }: { item: Item; answer: ConfirmAnswer | null }) {
  const busy = useNavigation().state !== "idle";
  const noteId = useId();
  if (item.state === "evidence") return null;
  const intent = item.state === "confirmed" ? "withdraw" : "confirm";
  return (
    <>
      {answer?.done && (
        <p role="status" className="mt-2 text-sm text-good">
          {answer.done === "confirm" ? "Confirmed." : "Taken back."}
        </p>
      )}
      <details className="group mt-2 text-sm" open={answer?.problem ? true : undefined}>
        <summary className="w-fit cursor-pointer text-accent underline underline-offset-4">
          {intent === "confirm" ? "Confirm" : "Take it back"}
          <span className="sr-only">: {item.text}</span>
        </summary>
        <Form method="post" preventScrollReset className="mt-3 flex max-w-xl flex-col gap-2">
          <input type="hidden" name="item" value={item.id} />
          <input type="hidden" name="intent" value={intent} />
          <label htmlFor={noteId} className="text-muted">
            {intent === "confirm" ? "What you saw" : "Why"}
          </label>
          <textarea
            id={noteId}
            name="note"
            rows={2}
            maxLength={2000}
            required
            aria-invalid={answer?.problem ? true : undefined}
            aria-describedby={answer?.problem ? `${noteId}-problem` : undefined}
            className="rounded-md border border-line-strong bg-raised px-3 py-2"
          />
          {answer?.problem && (
            <p id={`${noteId}-problem`} role="alert" className="text-bad">
              {answer.problem}
            </p>
          )}
          <Button
            type="submit"
            look={intent === "confirm" ? "primary" : "danger"}
            size="small"
            disabled={busy}
            className="w-fit"
          >
            {intent === "confirm" ? "Confirm with this note" : "Take it back with this note"}
          </Button>
        </Form>
      </details>
    </>
  );
}
