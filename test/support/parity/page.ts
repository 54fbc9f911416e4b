import type { Grade } from "#app/domain/exercise/grade-exercise.ts";
import { createLabClient } from "#app/adapters/grading/lab-client.ts";
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { ParityRequest } from "./grade-worker.ts";

/** What the test drives from outside. */
export type ParityWindow = {
  grade(request: ParityRequest, deadlineMs: number): Promise<Grade | { kind: "late" }>;
  lab(data: LabData, engine: "pglite" | "pg-mem"): ReturnType<typeof createLabClient>;
  words: string[];
};

let worker: Worker | null = null;
const words: string[] = [];

function grade(request: ParityRequest, deadlineMs: number): Promise<Grade | { kind: "late" }> {
  worker ??= new Worker(new URL("./grade-worker.ts", import.meta.url), { type: "module" });
  const grader = worker;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      grader.terminate();
      worker = null;
      resolve({ kind: "late" });
    }, deadlineMs);
    grader.addEventListener(
      "message",
      (event: MessageEvent<Grade>) => {
        clearTimeout(timer);
        resolve(event.data);
      },
      { once: true },
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    grader.postMessage(request);
  });
}

Object.assign(globalThis, {
  grade,
  words,
  lab: (data: LabData, engine: "pglite" | "pg-mem") =>
    createLabClient({ data, engine, onProgress: (line) => words.push(line) }),
} satisfies ParityWindow);
