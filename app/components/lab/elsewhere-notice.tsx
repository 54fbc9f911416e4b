import { useState } from "react";
import { DateTime } from "#app/components/ui/date-time.tsx";
import type { DraftKeeper } from "./draft-keeper.ts";

type Props = { keeper: DraftKeeper | null; onUse(text: string): void };

/** Another device saved a draft that this browser did not know: neither is thrown away unasked. */
export function ElsewhereNotice({ keeper, onUse }: Props) {
  const [answered, setAnswered] = useState(false);
  const elsewhere = keeper?.elsewhere;
  if (!elsewhere || answered) return null;
  return (
    <div className="lab-elsewhere" role="status">
      <p>
        This is the draft of this browser. Your account has another one, saved{" "}
        <DateTime iso={elsewhere.savedAt} />.
      </p>
      <button
        type="button"
        className="lab-button"
        onClick={() => {
          onUse(elsewhere.text);
          setAnswered(true);
        }}
      >
        Use the other one
      </button>
      <button type="button" className="lab-button lab-quiet" onClick={() => setAnswered(true)}>
        Keep this one
      </button>
    </div>
  );
}
