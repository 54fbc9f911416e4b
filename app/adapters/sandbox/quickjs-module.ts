import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

const pageBytes = 65_536;
/** The heap may grow to this; the runtime's own limit is lower, so it answers first and cleanly. */
const maxPages = 1024;
const initialPages = 256;

type EmscriptenImports = { a: Record<string, unknown> };

/**
 * A fresh QuickJS in its own memory of at most 64 MB. Never reused: after an overflow or an
 * exhausted heap a module can be corrupt. `compiled` is emscripten-module.wasm of the release-sync
 * variant, compiled once per process or Worker by the caller.
 */
export async function freshQuickJs(compiled: WebAssembly.Module): Promise<QuickJSWASMModule> {
  const memory = new WebAssembly.Memory({ initial: initialPages, maximum: maxPages });
  return newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      emscriptenModule: {
        wasmMemory: memory,
        instantiateWasm(imports, onSuccess) {
          const pinned = inUtc(imports as unknown as EmscriptenImports, memory);
          void WebAssembly.instantiate(compiled, pinned).then(onSuccess);
          return {} as WebAssembly.Exports;
        },
      },
    }),
  );
}

/**
 * Replaces Emscripten's `_localtime_js` ("m") and `_tzset_js` ("n") of version 0.32.0: they read the
 * machine's time zone, which would make local dates differ between a learner's browser and the server.
 */
function inUtc(imports: EmscriptenImports, memory: WebAssembly.Memory): WebAssembly.Imports {
  const a = {
    ...imports.a,
    m: (seconds: bigint, structAt: number) => {
      const date = new Date(Number(seconds) * 1000);
      const yearStart = Date.UTC(date.getUTCFullYear(), 0, 1);
      const fields = [
        date.getUTCSeconds(),
        date.getUTCMinutes(),
        date.getUTCHours(),
        date.getUTCDate(),
        date.getUTCMonth(),
        date.getUTCFullYear() - 1900,
        date.getUTCDay(),
        Math.floor((date.getTime() - yearStart) / 86_400_000),
        0,
        0,
      ];
      new Int32Array(memory.buffer).set(fields, structAt >> 2);
    },
    n: (timezoneAt: number, daylightAt: number, standardAt: number, summerAt: number) => {
      const words = new Int32Array(memory.buffer);
      words[timezoneAt >> 2] = 0;
      words[daylightAt >> 2] = 0;
      const utc = new TextEncoder().encode("UTC\0");
      new Uint8Array(memory.buffer).set(utc, standardAt);
      new Uint8Array(memory.buffer).set(utc, summerAt);
    },
  };
  return { a } as unknown as WebAssembly.Imports;
}

/** True when the module's memory cannot grow further: what went wrong is lack of memory. */
export function isNearlyFull(module: QuickJSWASMModule): boolean {
  const bytes = module.getWasmMemory().buffer.byteLength;
  return bytes > (maxPages * pageBytes * 3) / 4;
}
