import type { SandboxLimits } from "./limits.ts";

export type Log = { add(line: string): void; lines(): readonly string[] };

/** Console lines of one call, in order, up to the limits; one last line says that there was more. */
export function createLog(limits: SandboxLimits): Log {
  const lines: string[] = [];
  let characters = 0;
  let dropped = 0;
  return {
    add(line) {
      if (lines.length >= limits.logLines || characters + line.length > limits.logCharacters) {
        dropped++;
        return;
      }
      characters += line.length;
      lines.push(line);
    },
    lines: () => (dropped === 0 ? lines : [...lines, `… ${dropped} more lines are not shown`]),
  };
}
