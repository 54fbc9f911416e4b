import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useRef, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

type Props = {
  action: string;
  timeUp: boolean;
  incomplete: number;
  unanswered: number;
  flagged: number;
  /** Resolves true when everything is saved. */
  flush(): Promise<boolean>;
  onCancel(): void;
  onDone(): void;
};

type Phase = "asking" | "sending" | "waiting";

/** Asks once, makes sure everything is saved, hands in. When time is up it does not ask. */
export function HandIn({ action, timeUp, flush, onCancel, onDone, ...counts }: Props) {
  const [phase, setPhase] = useState<Phase>(timeUp ? "sending" : "asking");
  const started = useRef(false);

  async function handIn() {
    setPhase("sending");
    const saved = await flush();
    try {
      if (!saved) throw new Error("answers are still waiting");
      const response = await fetch(action, { method: "POST" });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      onDone();
    } catch {
      setPhase("waiting");
    }
  }
  useEffect(() => {
    if (!timeUp || started.current) return;
    started.current = true;
    void handIn();
  });
  useEffect(() => {
    if (phase !== "waiting") return;
    const again = setTimeout(() => void handIn(), 3_000);
    return () => clearTimeout(again);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [phase]);

  return (
    <DialogFrame
      title={timeUp ? "Time is up" : "Hand in this assessment?"}
      onClose={() => phase === "asking" && !timeUp && onCancel()}
    >
      {phase === "asking" ? (
        <Asking {...counts} />
      ) : (
        <Dialog.Description role="status">
          {phase === "sending"
            ? "Handing in your answers…"
            : "There is no connection to the server at the moment."}
        </Dialog.Description>
      )}
      {phase === "waiting" && (
        <Notice tone="warn">
          Your answers are kept on this device and sent as soon as the connection is back. Leave
          this page open. What was shown as saved is with us already, whatever happens.
        </Notice>
      )}
      {phase === "asking" && (
        <div className="mt-2 flex justify-end gap-3">
          <Button look="quiet" onClick={onCancel}>
            Keep working
          </Button>
          <Button onClick={() => void handIn()}>Hand in</Button>
        </div>
      )}
    </DialogFrame>
  );
}

type Counts = Pick<Props, "incomplete" | "unanswered" | "flagged">;

function Asking({ incomplete, unanswered, flagged }: Counts) {
  const missing = [
    incomplete > 0 ? `${incomplete} incomplete` : "",
    unanswered > 0 ? `${unanswered} unanswered` : "",
  ].filter(Boolean);
  return (
    <Dialog.Description render={<div />}>
      {missing.length > 0 ? (
        <p>
          <strong>Still open: {missing.join(", ")}.</strong> An incomplete or empty answer earns
          nothing, and a wrong one costs nothing.
        </p>
      ) : (
        <p>Every question has an answer.</p>
      )}
      {flagged > 0 && (
        <p className="mt-2">{flagged === 1 ? "1 is" : `${flagged} are`} marked for later.</p>
      )}
      <p className="mt-2 text-muted">
        After handing in, nothing can be changed. You see your result at once.
      </p>
    </Dialog.Description>
  );
}
