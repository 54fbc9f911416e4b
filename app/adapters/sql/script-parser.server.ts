import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createScriptParser, type ScriptParser } from "./script-parser.ts";

let shared: Promise<ScriptParser> | undefined;

/** The script parser of this process; the 1.7 MB of WebAssembly load once. */
export function nodeScriptParser(): Promise<ScriptParser> {
  shared ??= createScriptParser(async () => {
    const file = fileURLToPath(import.meta.resolve("libpg-query/wasm/libpg-query.wasm"));
    return WebAssembly.compile(await readFile(file));
  });
  return shared;
}
