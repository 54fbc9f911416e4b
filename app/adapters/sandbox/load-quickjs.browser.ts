import wasmUrl from "@jitl/quickjs-wasmfile-release-sync/wasm?url";

let compiled: Promise<WebAssembly.Module> | undefined;

/** The sandbox's wasm, fetched and compiled once per Worker. */
export function loadQuickJs(): Promise<WebAssembly.Module> {
  compiled ??= fetch(wasmUrl).then(async (response) => {
    if (!response.ok)
      throw new Error(`The TypeScript engine did not load (HTTP ${response.status}).`);
    return WebAssembly.compile(await response.arrayBuffer());
  });
  return compiled;
}
