import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

// A process id alone says little: ids are reused. An id together with its start time names one
// process for as long as the machine is up.

/** Start time of a live process in the system's own unit, or null when there is none (or only a zombie). */
export function processStartTime(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  const started = fields[19];
  return state === "Z" || state === "X" || started === undefined ? null : started;
}

function startTimeFromPs(pid: number): string | null {
  const line = psOrNull(pid, "stat=,lstart=");
  return line === null || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
}

/** The command line of a live process, arguments separated by spaces, or null. */
export function processCommand(pid: number): string | null {
  if (process.platform !== "linux") return psOrNull(pid, "command=");
  const raw = readOrNull(`/proc/${pid}/cmdline`);
  return raw === null || raw === "" ? null : raw.split("\0").join(" ").trim();
}

/** Every process of this machine with its command line. */
export function listProcesses(): { pid: number; command: string }[] {
  const listed =
    process.platform === "linux"
      ? readdirSync("/proc")
          .filter((name) => /^\d+$/.test(name))
          .map((name) => ({ pid: Number(name), command: processCommand(Number(name)) ?? "" }))
      : execFileSync("ps", ["-axo", "pid=,command="], { encoding: "utf8" })
          .split("\n")
          .map((line) => line.trim().match(/^(\d+)\s+(.*)$/))
          .map((match) => ({ pid: Number(match?.[1]), command: match?.[2] ?? "" }));
  return listed.filter(({ command }) => command !== "");
}

/**
 * Where process ids mean the same thing: one boot of one machine (or container). Two processes
 * with different answers cannot look each other up.
 */
export function processWorld(): string {
  if (process.platform !== "linux") return hostname();
  const boot = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${boot}/${readLinkOrEmpty("/proc/self/ns/pid")}`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function readLinkOrEmpty(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function psOrNull(pid: number, format: string): string | null {
  try {
    const line = execFileSync("ps", ["-o", format, "-p", String(pid)], { encoding: "utf8" }).trim();
    return line === "" ? null : line;
  } catch {
    return null;
  }
}
