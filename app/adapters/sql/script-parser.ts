// oxlint-disable no-underscore-dangle -- the names of the C functions are the library's
import loadPgQuery, { type PgQueryModule } from "libpg-query/wasm/libpg-query.js";

/** One statement of a script: UTF-16 offsets (end exclusive) and the name of its parse tree node. */
export type ScriptStatement = { start: number; end: number; node: string; tree: unknown };

/** Splits scripts with PostgreSQL's own parser. `null`: the text does not parse as a whole. */
export type ScriptParser = { split(script: string): ScriptStatement[] | null };

type ParseTree = {
  stmts?: { stmt?: Record<string, unknown>; stmt_location?: number; stmt_len?: number }[];
};

/** `loadWasm` brings libpg-query.wasm, compiled; each host knows where it is. */
export async function createScriptParser(
  loadWasm: () => Promise<WebAssembly.Module>,
): Promise<ScriptParser> {
  const wasm = await loadWasm();
  let module: PgQueryModule = await instantiate(wasm);
  let broken = false;

  async function replaceModule(): Promise<void> {
    module = await instantiate(wasm);
    broken = false;
  }

  function split(script: string): ScriptStatement[] | null {
    if (broken || script.includes("\0")) return null;
    try {
      const tree = parseTree(module, script);
      return tree === null ? null : statementsOf(tree, script);
    } catch {
      // A parser that overflowed its stack is not safe to reuse: replace it for the next script.
      broken = true;
      void replaceModule();
      return null;
    }
  }
  return { split };
}

function instantiate(wasm: WebAssembly.Module): Promise<PgQueryModule> {
  return loadPgQuery({
    instantiateWasm(imports, done) {
      void instantiateInto(wasm, imports, done);
      return {};
    },
  });
}

async function instantiateInto(
  wasm: WebAssembly.Module,
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
): Promise<void> {
  done(await WebAssembly.instantiate(wasm, imports), wasm);
}

function parseTree(module: PgQueryModule, script: string): ParseTree | null {
  const bytes = module.lengthBytesUTF8(script) + 1;
  const query = module._malloc(bytes);
  let result = 0;
  try {
    module.stringToUTF8(script, query, bytes);
    result = module._wasm_parse_query_raw(query);
    // struct PgQueryParseResult { char *parse_tree; char *stderr_buffer; PgQueryError *error; }
    if (result === 0 || module.getValue(result + 8, "i32") !== 0) return null;
    return JSON.parse(module.UTF8ToString(module.getValue(result, "i32"))) as ParseTree;
  } finally {
    module._free(query);
    if (result !== 0) module._wasm_free_parse_result(result);
  }
}

function statementsOf(tree: ParseTree, script: string): ScriptStatement[] {
  const toIndex = byteToIndex(script);
  const totalBytes = new TextEncoder().encode(script).length;
  const found: ScriptStatement[] = [];
  for (const { stmt, stmt_location: at = 0, stmt_len: length } of tree.stmts ?? []) {
    const node = stmt === undefined ? undefined : Object.keys(stmt)[0];
    if (stmt === undefined || node === undefined) continue;
    const start = toIndex(at);
    const end = toIndex(length === undefined || length === 0 ? totalBytes : at + length);
    found.push({ start, end, node, tree: stmt[node] });
  }
  return found;
}

/** The parser counts UTF-8 bytes, JavaScript counts UTF-16 units. Offsets must be asked for in ascending order. */
function byteToIndex(script: string): (byte: number) => number {
  let index = 0;
  let bytes = 0;
  return (byte) => {
    while (bytes < byte && index < script.length) {
      const code = script.codePointAt(index) ?? 0;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      index += code > 0xffff ? 2 : 1;
    }
    return index;
  };
}

/** PostgreSQL reports positions as 1-based characters; returns the 1-based UTF-16 position in `text`. */
export function positionInText(text: string, character: number): number {
  let index = 0;
  for (let seen = 1; seen < character && index < text.length; seen += 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return index + 1;
}
