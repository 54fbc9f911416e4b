import { useEffect, useId, useRef } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import type { PublicOnboarding } from "#app/services/views/view-onboarding.ts";

type Item = PublicOnboarding["weeks"][number]["items"][number];
/** What the server said about the last word on this item. */
export type ConfirmAnswer = {
  item: string;
  done: "confirm" | "withdraw" | null;
  problem: string | null;
  from: ConfirmPlace;
};
/** Where on the page the word was given: there it is answered. */
export type ConfirmPlace = "waiting" | "path";

type Props = { item: Item; from: ConfirmPlace; answer: ConfirmAnswer | null };

/** An instructor's word on one step, with a note. What the evidence ticks needs none. */
export function ConfirmItem({ item, from, answer }: Props) {
  const busy = useNavigation().state !== "idle";
  const noteId = useId();
  if (item.state === "evidence") return null;
  const intent = item.state === "confirmed" ? "withdraw" : "confirm";
  return (
    <>
      <ConfirmDone answer={answer} />
      <details
        className={from === "path" ? "mt-2 text-sm" : "text-sm"}
        open={answer?.problem ? true : undefined}
      >
        <Opener item={item} from={from} word={intent === "confirm" ? "Confirm" : "Take it back"} />
        <Form method="post" preventScrollReset className="mt-3 flex max-w-xl flex-col gap-2">
          <input type="hidden" name="item" value={item.id} />
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="from" value={from} />
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

/** In its week the step stands above; in the short list it is the line itself. */
function Opener({ item, from, word }: Pick<Props, "item" | "from"> & { word: string }) {
  const opens = "text-accent underline underline-offset-4";
  if (from === "path")
    return (
      <summary className={`w-fit cursor-pointer ${opens}`}>
        {word}
        <span className="sr-only">: {item.text}</span>
      </summary>
    );
  return (
    <summary className="flex cursor-pointer list-none items-baseline justify-between gap-x-6 [&::-webkit-details-marker]:hidden">
      <span className="text-base">{item.text}</span>
      <span className={`shrink-0 ${opens}`}>{word}</span>
    </summary>
  );
}

/** That the word is recorded, beside the step it was given on. */
export function ConfirmDone({ answer }: { answer: ConfirmAnswer | null }) {
  if (!answer?.done) return null;
  return (
    <Recorded key={answer.done}>
      {answer.done === "confirm" ? "Confirmed." : "Taken back."}
    </Recorded>
  );
}

/** What was recorded. The form it came from is gone, so the keyboard goes on from here. */
export function Recorded({ children }: { children: React.ReactNode }) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <p ref={words} tabIndex={-1} role="status" className="mt-2 text-sm text-good outline-none">
      {children}
    </p>
  );
}
