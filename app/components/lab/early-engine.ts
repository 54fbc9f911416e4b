import { createLabClient, type LabClient } from "#app/adapters/grading/lab-client.ts";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { EngineName } from "#app/domain/exercise/exercise.ts";

export type EngineWanted = { engine: EngineName; data: LabData };
type Listener = (words: string) => void;
type Early = { wanted: string; client: LabClient; listen(listener: Listener): void };

/**
 * The first engine of the page that was opened: it starts while the page's scripts load, before
 * React has looked at the page. All it needs is what the page writes into `data-engine-wanted`.
 */
let early: Early | null = startEarly();

export function wantedText(wanted: EngineWanted): string {
  return JSON.stringify(wanted);
}

/** The engine that was started early when it is the one wanted, else a new one. */
export function takeClient(wanted: EngineWanted, onProgress: Listener): LabClient {
  const found = early;
  early = null;
  if (found?.wanted === wantedText(wanted)) {
    found.listen(onProgress);
    return found.client;
  }
  found?.client.stop();
  return createLabClient({ ...wanted, onProgress });
}

function startEarly(): Early | null {
  const page = typeof document === "undefined" ? null : document;
  const wanted = page?.querySelector<HTMLElement>("[data-engine-wanted]")?.dataset["engineWanted"];
  if (wanted === undefined) return null;
  // Our own server wrote it, from this type.
  const { engine, data } = JSON.parse(wanted) as EngineWanted;
  let said: string | null = null;
  let tell: Listener = (words) => {
    said = words;
  };
  const client = createLabClient({ engine, data, onProgress: (words) => tell(words) });
  void client.warm();
  return {
    wanted,
    client,
    listen(listener) {
      tell = listener;
      if (said !== null) listener(said);
    },
  };
}
