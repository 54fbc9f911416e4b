import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from "quickjs-emscripten-core";
import { guestSource } from "#app/generated/sandbox-guest.ts";
import type { RestRequest, RestResponse } from "#app/adapters/sql/postgrest/http.ts";
import { unknownImport } from "./explain-error.ts";
import type { ThrownText } from "./guest/describe.ts";
import type { SandboxLimits } from "./limits.ts";
import { createLog, type Log } from "./log.ts";
import type { FreshQuickJs } from "./quickjs-module.ts";

const supabaseModule = "supabase";
const bridge = "__supabase";
const foreignPrefix = "import:";

export type Report = { kind: "returned"; value: unknown } | { kind: "threw"; thrown: ThrownText };

/** What ended a run from outside the learner's code. */
export type Stop = "fuel" | "jobs" | "statements" | "memory";

/** One QuickJS instance with the supabase client in it, and the counters of one call. */
export type GuestRun = {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
  readonly limits: SandboxLimits;
  readonly requests: Array<{ id: number; request: RestRequest }>;
  readonly log: Log;
  report: Report | null;
  stop: Stop | null;
  ticks: number;
  jobs: number;
  timers: number;
  /** When the guest last got control, by the host's monotonic clock. */
  resumedAt: number;
  sent: number;
  readonly api: QuickJSHandle;
};

/** Starts the guest: limits first, then our runtime, then the module "supabase". */
export function startGuest(
  { module, isExhausted }: FreshQuickJs,
  limits: SandboxLimits,
  startMs: number,
): GuestRun {
  const runtime = module.newRuntime();
  runtime.setMaxStackSize(limits.stackBytes);
  const context = runtime.newContext();
  const run = { context, runtime, limits, requests: [], log: createLog(limits) };
  const state: Omit<GuestRun, "api"> = {
    ...run,
    report: null,
    stop: null,
    ticks: 0,
    jobs: 0,
    timers: 0,
    resumedAt: performance.now(),
    sent: 0,
  };
  const guest = context.unwrapResult(context.evalCode(guestSource, "runtime", { type: "module" }));
  const start = context.getProp(guest, "start");
  const started = context.callFunction(
    start,
    context.undefined,
    hostCalls(state),
    context.newNumber(startMs),
  );
  const api = context.unwrapResult(started);
  defineSupabaseModule(context, api);
  // Renamed before they are looked up, so that no import reaches our own modules by their names.
  runtime.setModuleLoader(
    (name) => ({ error: importError(name.slice(foreignPrefix.length)) }),
    (_base, name) => (name === supabaseModule ? name : foreignPrefix + name),
  );
  runtime.setInterruptHandler(() => {
    if (isExhausted()) state.stop ??= "memory";
    if (++state.ticks > limits.fuelTicks) state.stop ??= "fuel";
    // A safety net: an instruction may cost far more than usual, such as the trace of an overflow.
    if (performance.now() - state.resumedAt > limits.stretchMs) state.stop ??= "fuel";
    return state.stop !== null;
  });
  return Object.assign(state, { api });
}

function importError(name: string): Error {
  const error = new Error(unknownImport(name));
  error.name = "ImportError";
  return error;
}

/** Loads `export const supabase` under its name before the learner's module asks for it. */
function defineSupabaseModule(context: QuickJSContext, api: QuickJSHandle): void {
  context.setProp(context.global, bridge, context.getProp(api, "supabase"));
  const text = `export const supabase = globalThis.${bridge}; delete globalThis.${bridge};`;
  context.unwrapResult(context.evalCode(text, supabaseModule, { type: "module" }));
}

/** The three doors out of the guest. Everything that passes is a number or a text. */
function hostCalls(state: Omit<GuestRun, "api">): QuickJSHandle {
  const { context, limits } = state;
  const host = context.newObject();
  const doors: Record<string, (...args: QuickJSHandle[]) => void> = {
    send(id, request) {
      if (++state.sent > limits.statements) state.stop ??= "statements";
      if (state.stop !== null || !id || !request) return;
      const parsed = JSON.parse(context.getString(request)) as RestRequest;
      state.requests.push({ id: context.getNumber(id), request: parsed });
    },
    log(line) {
      if (line) state.log.add(context.getString(line));
    },
    report(kind, json) {
      if (state.report !== null || !kind || !json) return;
      const parsed = JSON.parse(context.getString(json)) as unknown;
      state.report =
        context.getString(kind) === "returned"
          ? { kind: "returned", value: (parsed as { value?: unknown }).value }
          : { kind: "threw", thrown: parsed as ThrownText };
    },
  };
  for (const [name, door] of Object.entries(doors)) {
    context
      .newFunction(name, (...args) => door(...args))
      .consume((fn) => context.setProp(host, name, fn));
  }
  return host;
}

/** Evaluates the learner's module; its namespace is in `value`, an error is reported. */
export function evaluateModule(run: GuestRun, code: string, file: string): QuickJSHandle | null {
  const result = run.context.evalCode(code, file, { type: "module" });
  if (result.error === undefined) return result.value;
  reportThrown(run, result.error);
  return null;
}

/** The settled value of a module that awaits at top level; null while pending or after an error. */
export function settledNamespace(run: GuestRun, evaluated: QuickJSHandle): QuickJSHandle | null {
  const state = run.context.getPromiseState(evaluated);
  if (state.type === "fulfilled") return state.value;
  if (state.type === "rejected") reportThrown(run, state.error);
  return null;
}

export function invoke(run: GuestRun, callable: QuickJSHandle, args: readonly unknown[]): void {
  callApi(run, "invoke", callable, run.context.newString(JSON.stringify(args)));
}

export function deliver(run: GuestRun, id: number, response: RestResponse): void {
  run.resumedAt = performance.now();
  const { context } = run;
  callApi(run, "deliver", context.newNumber(id), context.newString(JSON.stringify(response)));
}

export function fireNextTimer(run: GuestRun): boolean {
  if (++run.timers > run.limits.timers) run.stop ??= "jobs";
  if (run.stop !== null) return false;
  const fired = callApi(run, "fireNextTimer");
  return fired !== null && run.context.dump(fired) === true;
}

/** Runs promise reactions until none is left or a limit is reached. */
export function runJobs(run: GuestRun): void {
  while (run.stop === null && run.runtime.hasPendingJob()) {
    const result = run.runtime.executePendingJobs(1_000);
    run.jobs += result.error === undefined ? result.value : 1;
    if (run.jobs > run.limits.jobs) run.stop ??= "jobs";
    if (result.error !== undefined && run.stop === null) reportThrown(run, result.error);
  }
}

function callApi(run: GuestRun, name: string, ...args: QuickJSHandle[]): QuickJSHandle | null {
  const { context } = run;
  const result = context.callFunction(context.getProp(run.api, name), context.undefined, ...args);
  if (result.error === undefined) return result.value;
  reportThrown(run, result.error);
  return null;
}

/** Describes a thrown guest value by guest code; silent once a limit has ended the run. */
function reportThrown(run: GuestRun, error: QuickJSHandle): void {
  if (run.stop !== null || run.report !== null) return;
  const { context } = run;
  const described = context.callFunction(
    context.getProp(run.api, "describe"),
    context.undefined,
    error,
  );
  if (run.stop !== null) return;
  if (described.error !== undefined) {
    run.stop = "memory";
    return;
  }
  const thrown = JSON.parse(context.getString(described.value)) as ThrownText;
  run.report = { kind: "threw", thrown };
}
