import type {
  CallOutcome,
  SentStatement,
  SqlSession,
  TypeScriptSandbox,
} from "#app/domain/exercise/ports.ts";
import {
  EngineCrashed,
  type RestHandler,
  type RestResponse,
} from "#app/adapters/sql/postgrest/http.ts";
import { type Explained, explainThrown, importPosition } from "./explain-error.ts";
import {
  deliver,
  evaluateModule,
  fireNextTimer,
  type GuestRun,
  invoke,
  runJobs,
  settledNamespace,
  startGuest,
  type Stop,
} from "./guest-run.ts";
import { defaultLimits, type SandboxLimits } from "./limits.ts";
import { freshQuickJs } from "./quickjs-module.ts";
import { moduleFile, type StrippedSource, stripTypes } from "./strip-types.ts";

export type SandboxOptions = {
  /** The compiled emscripten-module.wasm of @jitl/quickjs-wasmfile-release-sync; asked for by the first call. */
  quickJs(): Promise<WebAssembly.Module>;
  /** Answers the supabase client's requests from a session, calling `sent` for each statement. */
  openClient(session: SqlSession, sent: (statement: SentStatement) => void): RestHandler;
  limits?: Partial<SandboxLimits>;
};

const maxResponseCharacters = 4_000_000;

/**
 * Learner TypeScript in QuickJS. The same code, wasm and limits run in Node and in a browser Worker,
 * so verdicts agree. The limits here are counted; the host (child process or Worker) must still be
 * killable by wall clock, because a few built-ins of QuickJS cannot be interrupted.
 */
export function createTypeScriptSandbox(options: SandboxOptions): TypeScriptSandbox {
  const limits = { ...defaultLimits, ...options.limits };
  return {
    async call(source, args, session, clock) {
      const begun = performance.now();
      const statements: SentStatement[] = [];
      const elapsed = () => performance.now() - begun;
      const refused = (explained: Explained): CallOutcome => ({
        kind: "threw",
        ...explained,
        statements: [],
        logs: [],
        ms: elapsed(),
      });
      if (source.length > limits.sourceCharacters) {
        return refused({ message: tooLong(limits), line: null, column: null });
      }
      const stripped = stripTypes(source);
      if (stripped.kind === "syntax-error") {
        const { message, position } = stripped;
        return refused({ message, line: position?.line ?? null, column: position?.column ?? null });
      }
      const fresh = await freshQuickJs(await options.quickJs(), limits.heapBytes);
      try {
        const run = startGuest(fresh, limits, Date.parse(clock));
        const handle = options.openClient(session, (statement) => statements.push(statement));
        await runCall(run, stripped.code, args, handle);
        const kept = { statements, logs: run.log.lines(), ms: elapsed() };
        return { ...conclude(run, stripped, source), ...kept };
      } catch (error) {
        if (fresh.isExhausted()) {
          return {
            kind: "out-of-memory",
            message: outOfMemory(limits),
            statements,
            logs: [],
            ms: elapsed(),
          };
        }
        const reason =
          error instanceof EngineCrashed ? error.message : `The sandbox failed: ${String(error)}`;
        return { kind: "crashed", reason, ms: elapsed() };
      }
    },
  };
}

/** Evaluates the module, calls its default export, and answers requests until all is quiet. */
async function runCall(
  run: GuestRun,
  code: string,
  args: readonly unknown[],
  handle: RestHandler,
): Promise<void> {
  const evaluated = evaluateModule(run, code, moduleFile);
  if (evaluated === null) return;
  await drive(run, handle);
  if (isOver(run)) return;
  const namespace = settledNamespace(run, evaluated);
  if (namespace === null) return;
  const callable = run.context.getProp(namespace, "default");
  if (run.context.typeof(callable) !== "function") {
    run.report = { kind: "threw", thrown: { name: "", message: noDefaultExport, stack: "" } };
    return;
  }
  invoke(run, callable, args);
  await drive(run, handle);
}

/** Requests are answered one by one in the order sent, so that a run has only one possible course. */
async function drive(run: GuestRun, handle: RestHandler): Promise<void> {
  for (;;) {
    runJobs(run);
    if (run.stop !== null) return;
    const next = run.requests.shift();
    if (next !== undefined) deliver(run, next.id, bounded(await handle(next.request)));
    else if (run.report !== null || !fireNextTimer(run)) return;
  }
}

function isOver(run: GuestRun): boolean {
  return run.stop !== null || run.report !== null;
}

function bounded(response: RestResponse): RestResponse {
  if (response.body.length <= maxResponseCharacters) return response;
  const message = "The result is larger than 4 MB. Ask for fewer rows or columns.";
  return {
    status: 413,
    headers: {},
    body: JSON.stringify({ message, code: null, details: null, hint: null }),
  };
}

type Conclusion =
  | { kind: "returned"; value: unknown }
  | ({ kind: "threw" } & Explained)
  | { kind: "out-of-fuel" | "out-of-memory"; message: string };

function conclude(
  run: GuestRun,
  stripped: StrippedSource & { kind: "stripped" },
  source: string,
): Conclusion {
  if (run.stop !== null) return stopped(run.stop, run.limits);
  const { report } = run;
  if (report === null) return { kind: "threw", message: neverFinished, line: null, column: null };
  if (report.kind === "returned") return report;
  const { thrown } = report;
  if (thrown.name === "InternalError" && thrown.message === "out of memory") {
    return stopped("memory", run.limits);
  }
  const explained = explainThrown(thrown, stripped.original);
  if (thrown.name !== "ImportError") return { kind: "threw", ...explained };
  const position = importPosition(source);
  return {
    kind: "threw",
    ...explained,
    line: position?.line ?? null,
    column: position?.column ?? null,
  };
}

function stopped(stop: Stop, limits: SandboxLimits): Conclusion {
  switch (stop) {
    case "fuel":
      return {
        kind: "out-of-fuel",
        message:
          "Stopped: your code used up its computing budget. Is there a loop that never ends?",
      };
    case "jobs":
      return {
        kind: "out-of-fuel",
        message:
          "Stopped: your code kept awaiting without finishing. Is there an await in an endless loop?",
      };
    case "statements":
      return {
        kind: "threw",
        message: `Stopped: your code sent more than ${limits.statements.toLocaleString("en-US")} statements in one call.`,
        line: null,
        column: null,
      };
    case "memory":
      return { kind: "out-of-memory", message: outOfMemory(limits) };
  }
}

function outOfMemory(limits: SandboxLimits): string {
  const megabytes = Math.round(limits.heapBytes / 1024 / 1024);
  return `Stopped: your code needed more than ${megabytes} MB of memory.`;
}

function tooLong(limits: SandboxLimits): string {
  return `The code is longer than ${limits.sourceCharacters.toLocaleString("en-US")} characters.`;
}

const noDefaultExport =
  "Your module has no default export to call. Write: export default async function …";
const neverFinished =
  "Your function never finished: it waits for a promise that nothing will ever resolve.";
