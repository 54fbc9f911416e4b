import { useState } from "react";
import { RichText } from "#app/components/ui/rich-text.tsx";
import type { PublicHint } from "#app/services/views/view-exercise.ts";
import type { LabRequests } from "./lab-requests.ts";

type Props = {
  count: number;
  opened: readonly PublicHint[];
  requests: LabRequests;
  onOpened(): void;
};

/** Hints from nudge to nearly there, one after the other. The text comes from the server when opened. */
export function Hints({ count, opened, requests, onOpened }: Props) {
  const [hints, setHints] = useState(opened);
  const [problem, setProblem] = useState<string | null>(null);
  const [opening, setOpening] = useState(false);
  if (count === 0) return null;
  const next = hints.length + 1;

  async function open(): Promise<void> {
    setOpening(true);
    const reply = await requests.openHint(next);
    setOpening(false);
    if (requests.isRefused(reply)) setProblem(reply.reason);
    else {
      setProblem(null);
      setHints((before) => [...before, reply.hint]);
      onOpened();
    }
  }

  return (
    <section className="lab-hints" aria-label="Hints">
      <h2>Hints</h2>
      <ol aria-live="polite">
        {hints.map((hint) => (
          <li key={hint.level}>
            <RichText html={hint.html} />
          </li>
        ))}
      </ol>
      {next <= count && (
        <button type="button" className="lab-button" disabled={opening} onClick={() => void open()}>
          Open hint {next} of {count}
        </button>
      )}
      <p className="lab-note">
        {problem ??
          (next <= count
            ? "Opening one is noted for your instructor and costs nothing."
            : "You have opened every hint.")}
      </p>
    </section>
  );
}
