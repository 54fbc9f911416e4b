import { execFile } from "node:child_process";

export type CommandResult = { status: number; stdout: string; stderr: string };

/** Runs the real command line, in a process of its own, and waits for its end. */
export function planwise(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<CommandResult> {
  const { DATABASE_URL: _, PLANWISE_DATA_DIR: __, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["scripts/planwise.ts", ...args],
      { env: { ...inherited, NODE_ENV: "", ...options.env }, maxBuffer: 1e7 },
      (error, stdout, stderr) => {
        const status = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        resolve({ status, stdout, stderr });
      },
    );
    child.stdin?.end(options.input ?? "");
  });
}
