import { PostgrestClient } from "@supabase/postgrest-js";
import { define, installClock } from "./clock.ts";
import { describeThrown, inspectArgument } from "./describe.ts";
import { encode, UnencodableValue } from "./encode.ts";
import { apply, parseJson, PromiseOfHost, quote } from "./primordials.ts";
import { GuestHeaders, GuestSearchParams, GuestUrl } from "./web.ts";

/**
 * What runs inside QuickJS before the learner's module: the real supabase query client on a `fetch`
 * that hands each request to the host as text. Bundled to one module by scripts/generate-guest.ts.
 */
type HostCalls = {
  /** A finished request as JSON: { method, url, headers, body }. Answered through `deliver`. */
  send(id: number, requestJson: string): void;
  log(line: string): void;
  /** The outcome of the call, once: JSON of { value } or of { name, message, stack }. */
  report(kind: "returned" | "threw", json: string): void;
};

type RawResponse = { status: number; headers: Record<string, string>; body: string };

export function start(host: HostCalls, startMs: number) {
  const { send, log, report } = host;
  const waiting: Record<number, (response: unknown) => void> = Object.create(null);
  let nextRequest = 1;

  define(globalThis, "URL", GuestUrl);
  define(globalThis, "URLSearchParams", GuestSearchParams);
  define(globalThis, "Headers", GuestHeaders);
  const clock = installClock(startMs);
  installConsole(log);

  function fetchFromHost(url: unknown, init: Record<string, unknown>): Promise<unknown> {
    const id = nextRequest++;
    const headers: Record<string, string> = {};
    new GuestHeaders(init["headers"]).forEach((value, key) => {
      headers[key] = value;
    });
    const request = { method: init["method"], url: `${url}`, headers, body: init["body"] ?? null };
    return new PromiseOfHost((resolve) => {
      waiting[id] = resolve;
      send(id, JSON.stringify(request));
    });
  }

  const supabase = new PostgrestClient("http://database.local", {
    fetch: fetchFromHost as typeof fetch,
    retry: false,
  });

  return {
    supabase,
    fireNextTimer: clock.fireNextTimer,
    deliver(id: number, responseJson: string) {
      const resolve = waiting[id];
      delete waiting[id];
      resolve?.(toResponse(parseJson(responseJson) as RawResponse));
    },
    async invoke(callable: Function, argsJson: string) {
      try {
        const value = await apply(callable, undefined, parseJson(argsJson) as unknown[]);
        report("returned", value === undefined ? "{}" : '{"value":' + encode(value) + "}");
      } catch (error) {
        report("threw", describeJson(error));
      }
    },
    describe: describeJson,
  };
}

function describeJson(thrown: unknown): string {
  if (thrown instanceof UnencodableValue) {
    return '{"name":"UnencodableValue","message":' + quote(thrown.reason) + ',"stack":""}';
  }
  const { name, message, stack } = describeThrown(thrown);
  return (
    '{"name":' + quote(name) + ',"message":' + quote(message) + ',"stack":' + quote(stack) + "}"
  );
}

function toResponse(raw: RawResponse) {
  return {
    ok: raw.status >= 200 && raw.status < 300,
    status: raw.status,
    statusText: "",
    headers: new GuestHeaders(raw.headers),
    text: async () => raw.body,
    json: async () => parseJson(raw.body),
  };
}

function installConsole(log: (line: string) => void): void {
  function print(...values: unknown[]): void {
    let line = "";
    for (let index = 0; index < values.length; index++) {
      line += (index === 0 ? "" : " ") + inspectArgument(values[index]);
    }
    log(line);
  }
  const consoleLike = {
    log: print,
    info: print,
    warn: print,
    error: print,
    debug: print,
    table: print,
  };
  define(globalThis, "console", consoleLike);
}
