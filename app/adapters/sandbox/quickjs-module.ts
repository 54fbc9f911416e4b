import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

const pageBytes = 65_536;
const initialPages = 256;

export type FreshQuickJs = {
  module: QuickJSWASMModule;
  /** True once an allocation was refused for lack of memory, also when the learner's code caught the error. */
  isExhausted(): boolean;
};

type EmscriptenImports = { a: Record<string, unknown> };

/**
 * A fresh QuickJS in its own memory of at most `heapBytes`, which nothing inside can exceed. Never
 * reused: after an overflow or an exhausted heap a module can be corrupt. `compiled` is
 * emscripten-module.wasm of the release-sync variant, compiled once per process or Worker.
 */
export async function freshQuickJs(
  compiled: WebAssembly.Module,
  heapBytes: number,
): Promise<FreshQuickJs> {
  const maximum = Math.ceil(heapBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: initialPages, maximum });
  let exhausted = false;
  const module = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      emscriptenModule: {
        wasmMemory: memory,
        instantiateWasm(imports, onSuccess) {
          const { a } = imports as unknown as EmscriptenImports;
          const watched = { ...a, ...inUtc(memory), k: growWatched(a) };
          void WebAssembly.instantiate(compiled, { a: watched } as WebAssembly.Imports).then(
            onSuccess,
          );
          return {} as WebAssembly.Exports;
        },
      },
    }),
  );
  return { module, isExhausted: () => exhausted };

  /** Emscripten's `_emscripten_resize_heap`, "k" in version 0.32.0, called when the heap is full. */
  function growWatched(a: EmscriptenImports["a"]) {
    const grow = a["k"] as (bytes: number) => boolean;
    return (bytes: number) => {
      const grown = grow(bytes);
      if (!grown) exhausted = true;
      return grown;
    };
  }
}

/**
 * Replaces Emscripten's `_localtime_js` ("m") and `_tzset_js` ("n") of version 0.32.0: they read the
 * machine's time zone, which would make local dates differ between a learner's browser and the server.
 */
function inUtc(memory: WebAssembly.Memory) {
  return {
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
}
