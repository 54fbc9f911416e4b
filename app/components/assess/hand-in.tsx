import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useRef, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { DialogFrame } from "#app/components/ui/dialog-frame.tsx";
import { Notice } from "#app/components/ui/notice.tsx";

type Props = {
  action: string;
  timeUp: boolean;
  incomplete: number;
  unanswered: number;
  flagged: number;
  /** Resolves true when everything is saved. */
  flush(): Promise<boolean>;
  onCancel(): void;
  /** To the first question that is open or incomplete; its heading gets the focus. */
  onGoToOpen(): void;
  heading: React.RefObject<HTMLElement | null>;
  onDone(): void;
};

type Phase = "asking" | "sending" | "waiting";

/** Asks once, makes sure everything is saved, hands in. When time is up it does not ask. */
export function HandIn({ action, timeUp, heading, flush, onCancel, onDone, ...rest }: Props) {
  const [phase, setPhase] = useState<Phase>(timeUp ? "sending" : "asking");
  const started = useRef(false);
  const leaving = useRef(false);

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
  function goToOpen() {
    leaving.current = true;
    rest.onGoToOpen();
  }

  return (
    <DialogFrame
      title={timeUp ? "Time is up" : "Hand in this assessment?"}
      focusAfter={() => (leaving.current ? heading.current : null)}
      onClose={() => phase === "asking" && !timeUp && onCancel()}
    >
      {phase === "asking" ? (
        <Asking {...rest} />
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
        <Ways
          missing={rest.incomplete + rest.unanswered > 0}
          onCancel={onCancel}
          onGoToOpen={goToOpen}
          onHandIn={() => void handIn()}
        />
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

type WaysProps = { missing: boolean; onCancel(): void; onGoToOpen(): void; onHandIn(): void };

/** While something is missing, the way to it comes before the way out. */
function Ways({ missing, onCancel, onGoToOpen, onHandIn }: WaysProps) {
  return (
    <div className="mt-2 flex flex-wrap justify-end gap-3">
      <Button look="quiet" onClick={onCancel}>
        Keep working
      </Button>
      <Button look={missing ? "quiet" : "primary"} onClick={onHandIn}>
        Hand in
      </Button>
      {missing && <Button onClick={onGoToOpen}>Go to the first open question</Button>}
    </div>
  );
}
