import {
  createLabClient,
  labWorkerUrl,
  type BegunEngine,
  type LabClient,
} from "#app/adapters/grading/lab-client.ts";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { EngineName } from "#app/domain/exercise/exercise.ts";

type EngineWanted = { engine: EngineName; data: LabData };
type Early = BegunEngine & { wanted: string };

/** For `data-engine-wanted` on the element that holds the script below. */
export function wantedText({ engine, data }: EngineWanted): string {
  return JSON.stringify({ worker: labWorkerUrl, engine, data });
}

/**
 * Starts the page's first engine while the page is still being read, before any other script of
 * ours has arrived. What the engine says until React takes it over is kept. Runs as an inline
 * script, so it is plain JavaScript in a text.
 */
export const startEarly = `{
  const wanted = document.currentScript.dataset.engineWanted;
  const { worker: url, engine, data } = JSON.parse(wanted);
  const worker = new Worker(url, { type: "module", name: "lab" });
  const said = [];
  const keep = (event) => said.push(event.data);
  const fail = () => said.push({ type: "failed", id: 0, message: "The engine could not be loaded. Check the connection and try again." });
  const release = () => {
    worker.removeEventListener("message", keep);
    worker.removeEventListener("error", fail);
  };
  worker.addEventListener("message", keep);
  worker.addEventListener("error", fail);
  worker.postMessage({ type: "open", id: 0, engine, data });
  globalThis.planwiseEarlyEngine = { wanted, worker, said, release };
}`;

/** The engine that was started early when it is the one wanted, else a new one. */
export function takeClient(wanted: EngineWanted, onProgress: (words: string) => void): LabClient {
  const page = globalThis as { planwiseEarlyEngine?: Early };
  const early = page.planwiseEarlyEngine;
  delete page.planwiseEarlyEngine;
  if (early?.wanted === wantedText(wanted))
    return createLabClient({ ...wanted, onProgress, begun: early });
  early?.worker.terminate();
  return createLabClient({ ...wanted, onProgress });
}
