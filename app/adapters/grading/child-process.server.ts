import { type ChildProcessByStdio, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants, setPriority } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { MAX_REPLY_LENGTH, type GradeRequest, type Reply, replySchema } from "./protocol.ts";
import { processorWait, residentMemory } from "./process-facts.server.ts";

export type ChildSettings = {
  /** Node that runs .ts files. */
  node: string;
  /** grading-child.ts on disk. */
  entry: string;
  /** Folder that holds the code and node_modules: the child may read it and nothing else. */
  root: string;
  datasetDirs: readonly string[];
  cacheDir: string;
  /** Bytes above which the child is killed. */
  maxMemory: number;
};

/** Why a child is gone. */
export type ChildEnd = "memory" | "killed" | "exited" | "garbage";

export type GradingChild = {
  send(request: GradeRequest): void;
  kill(): void;
  readonly gone: Promise<ChildEnd>;
  /** Milliseconds it has waited for a processor since it started, because others were busy. */
  waited(): Promise<number>;
  /** What it complained about on stderr. */
  lastWords(): string;
};

const MEMORY_POLL_MS = 50;
const MAX_LAST_WORDS = 2_000;

/**
 * Starts a child with an empty environment, no inherited files, read-only access to the code and
 * the snapshots, and lower priority than the server. `onReply` gets only well-formed replies.
 */
export function startGradingChild(
  settings: ChildSettings,
  onReply: (reply: Reply) => void,
): GradingChild {
  const { datasetDirs, cacheDir } = settings;
  const readable = [settings.root, nodeModules(settings.root), cacheDir, ...datasetDirs];
  const child = spawn(
    settings.node,
    [
      "--permission",
      ...readable.map((folder) => `--allow-fs-read=${folder}`),
      "--disable-warning=SecurityWarning",
      "--max-old-space-size=512",
      // The optimising compiler needs 700 MB for one function of PostgreSQL and gains a third in speed.
      "--liftoff-only",
      "--expose-gc",
      settings.entry,
      JSON.stringify({ datasetDirs, cacheDir }),
    ],
    { cwd: settings.root, env: {}, stdio: ["pipe", "pipe", "pipe"] },
  );
  let ending: ChildEnd = "exited";
  const end = (why: ChildEnd) => {
    if (ending === "exited") ending = why;
    child.kill("SIGKILL");
  };
  const gone = new Promise<ChildEnd>((resolve) => {
    child.once("close", () => resolve(ending));
    child.once("error", () => resolve(ending));
  });
  lowerPriority(child);
  watchMemory(child, settings.maxMemory, () => end("memory"));
  const complaint = lastWords(child.stderr);
  readReplies(child.stdout, onReply, () => end("garbage"));
  // Writing to a child that just died must not bring the server down.
  child.stdin.on("error", () => {});
  return {
    send: (request) => child.stdin.write(`${JSON.stringify(request)}\n`),
    kill: () => end("killed"),
    gone,
    waited: () => processorWait(child.pid ?? 0),
    lastWords: complaint,
  };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Where node_modules really is: it may be a link, and reading is allowed by real path. */
function nodeModules(root: string): string {
  return realpathSync(path.join(root, "node_modules"));
}

/** The last words of a child, for the log of the person who runs the server. */
function lastWords(errors: Readable): () => string {
  let text = "";
  errors.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-MAX_LAST_WORDS);
  });
  return () => text.trim();
}

function lowerPriority(child: Child): void {
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed on this machine: grading then competes with the server on equal terms.
  }
}

function watchMemory(child: Child, limit: number, onTooMuch: () => void): void {
  const { pid } = child;
  if (pid === undefined) return;
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    const bytes = await residentMemory(pid);
    looking = false;
    if (bytes !== null && bytes > limit) onTooMuch();
  }, MEMORY_POLL_MS);
  timer.unref();
  child.once("close", () => clearInterval(timer));
}

function readReplies(
  output: Readable,
  onReply: (reply: Reply) => void,
  onGarbage: () => void,
): void {
  let pending = "";
  output.setEncoding("utf8");
  output.on("data", (chunk: string) => {
    pending += chunk;
    for (let at = pending.indexOf("\n"); at !== -1; at = pending.indexOf("\n")) {
      const line = pending.slice(0, at);
      pending = pending.slice(at + 1);
      const reply = parseReply(line);
      if (reply === null) return onGarbage();
      onReply(reply);
    }
    if (pending.length > MAX_REPLY_LENGTH) onGarbage();
  });
}

function parseReply(line: string): Reply | null {
  if (line.length > MAX_REPLY_LENGTH) return null;
  try {
    return replySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
