import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { DialogFrame } from "#app/components/ui/dialog-frame.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { useInBrowser } from "#app/components/ui/use-in-browser.ts";
import type { PublicAssessment } from "#app/services/views/view-assessments.ts";

type Props = { assessment: PublicAssessment; problem: string | null };

/**
 * Starts the clock, so it asks first. Without script there is nothing to ask with: the button then
 * says what it does, and does it.
 */
export function StartAssessment({ assessment, problem }: Props) {
  const busy = useNavigation().state !== "idle";
  const [asking, setAsking] = useState(false);
  const canAsk = useInBrowser();
  return (
    <section aria-label="Start" className="mt-10 flex flex-col items-start gap-3">
      {problem && (
        <Notice tone="bad" live>
          {problem}
        </Notice>
      )}
      {canAsk ? (
        <Button disabled={busy} onClick={() => setAsking(true)}>
          {busy ? "Drawing your questions…" : "Start…"}
        </Button>
      ) : (
        <Form method="post">
          <Button type="submit">{startNow(assessment)}</Button>
        </Form>
      )}
      <p className="text-sm text-muted">
        Once started, the clock does not stop when you leave.
        {canAsk && " You are asked once more before it starts."}
      </p>
      {asking && <Asking assessment={assessment} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Asking({ assessment, onClose }: { assessment: PublicAssessment; onClose(): void }) {
  return (
    <DialogFrame title={`Start the ${assessment.title}?`} onClose={onClose}>
      <Dialog.Description>
        The clock starts at once: {assessment.questions} questions in {assessment.minutes} minutes.
        It keeps running when you close the page or lose the connection.
      </Dialog.Description>
      <Form method="post" onSubmit={onClose} className="mt-2 flex flex-wrap justify-end gap-3">
        <Button look="quiet" onClick={onClose}>
          Not yet
        </Button>
        <Button type="submit">{startNow(assessment)}</Button>
      </Form>
    </DialogFrame>
  );
}

function startNow({ minutes }: PublicAssessment): string {
  return `Start now: ${minutes} minutes`;
}
