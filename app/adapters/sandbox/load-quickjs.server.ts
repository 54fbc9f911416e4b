import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

let compiled: Promise<WebAssembly.Module> | undefined;

/** The sandbox's wasm, compiled once per process. */
export function loadQuickJs(): Promise<WebAssembly.Module> {
  compiled ??= readFile(
    fileURLToPath(import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm")),
  ).then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}
