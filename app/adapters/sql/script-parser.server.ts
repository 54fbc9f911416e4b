import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createScriptParser, type ScriptParser } from "./script-parser.ts";

let shared: Promise<ScriptParser> | undefined;

/** The script parser of this process; the 1.7 MB of WebAssembly load once. */
export function nodeScriptParser(): Promise<ScriptParser> {
  shared ??= createScriptParser(() =>
    readFile(fileURLToPath(import.meta.resolve("libpg-query/wasm/libpg-query.wasm"))),
  );
  return shared;
}
