import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { startEarly, wantedText } from "./early-engine.ts";
import { keepEarlyActs } from "./early-acts.ts";

type Props = {
  view: ExerciseView;
  /** Lets the page's inline script run. */
  nonce: string;
};

/**
 * What the lab does before React: start the engine, keep presses and text. Belongs into the head, above the
 * style sheets: a script below one waits for it.
 */
export function EarlyLabScript({ view: { exercise, data }, nonce }: Props) {
  return (
    <script
      nonce={nonce}
      data-engine-wanted={wantedText({ engine: exercise.engines[0] ?? "pglite", data })}
      suppressHydrationWarning
      // oxlint-disable-next-line react/no-danger -- a text of our own; browsers hide the nonce afterwards
      dangerouslySetInnerHTML={{ __html: startEarly + keepEarlyActs }}
    />
  );
}
