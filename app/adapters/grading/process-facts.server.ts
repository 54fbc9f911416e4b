import { readFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Bytes of memory a process holds now; null when it is gone or the platform does not say. */
export async function residentMemory(pid: number): Promise<number | null> {
  try {
    if (process.platform === "linux") {
      // /proc/<pid>/status says it in kB whatever the page size is.
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) * 1024;
    }
    if (process.platform === "win32") return null;
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    return null;
  }
}

/**
 * Milliseconds the main thread of a process was ready to run but had to wait for a processor.
 * 0 where the platform does not say: waiting then counts as running.
 */
export async function processorWait(pid: number): Promise<number> {
  try {
    // "time on the processor, time waiting for one, times it ran", in nanoseconds.
    const [, waiting = "0"] = (await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ");
    return Number(waiting) / 1e6;
  } catch {
    return 0;
  }
}
