import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** Nothing of ours takes longer, even on a busy machine. */
const PATIENCE_MS = 120_000;

export interface LineProcess {
  child: ChildProcess;
  /** Every line it has printed so far, on either stream. */
  lines: string[];
  /** Resolves with the first line, past or coming, that fits; rejects when the process ends first. */
  waitFor(pattern: RegExp, from?: number): Promise<string>;
  /** Resolves when at least `count` lines fit. */
  waitForCount(pattern: RegExp, count: number): Promise<void>;
  /** Resolves with the exit status, or the signal's name. */
  ended: Promise<number | string>;
}

/** Starts a program and follows what it prints. */
export function startLineProcess(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): LineProcess {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) follow(stream, lines, listeners);
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  const tail = (): string => lines.slice(-30).join("\n");
  const until = <T>(look: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const silence = setTimeout(
        () => reject(new Error(`${what} did not come within ${PATIENCE_MS / 1000} s:\n${tail()}`)),
        PATIENCE_MS,
      );
      const settle = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(silence);
        listeners.delete(settle);
        resolve(found);
      };
      listeners.add(settle);
      settle();
      void ended.then((status) => {
        settle();
        return reject(new Error(`ended (${status}) before ${what}:\n${tail()}`));
      });
    });
  return {
    child,
    lines,
    ended,
    waitFor: (pattern, from = 0) =>
      until(() => lines.slice(from).find((line) => pattern.test(line)), String(pattern)),
    waitForCount: (pattern, count) =>
      until(
        () => (lines.filter((line) => pattern.test(line)).length >= count ? true : undefined),
        `${count} × ${pattern}`,
      ).then(() => undefined),
  };
}

function follow(
  stream: NodeJS.ReadableStream | null,
  lines: string[],
  listeners: Set<() => void>,
): void {
  let rest = "";
  stream?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const listener of listeners) listener();
  });
}
