import type { ThrownText } from "./guest/describe.ts";
import { moduleFile, type Position } from "./strip-types.ts";

export type Explained = { message: string; line: number | null; column: number | null };

const importAdvice =
  'Only the supabase client is available here: import { supabase } from "supabase".';

/** Names people expect from Node or a browser, and what to do instead. */
const absentGlobals: Record<string, string> = {
  require: importAdvice,
  process: importAdvice,
  fetch: importAdvice,
  Buffer: importAdvice,
  window: importAdvice,
  document: importAdvice,
  WebAssembly: importAdvice,
  createClient: importAdvice,
  supabase: 'Import it first: import { supabase } from "supabase".',
  setInterval: "Timers other than setTimeout do not exist here.",
  Intl: "Intl does not exist here.",
};

/** A thrown value in words, at its place in the learner's text. */
export function explainThrown(
  thrown: ThrownText,
  original: (position: Position) => Position,
): Explained {
  const position = firstOwnFrame(thrown.stack);
  const place = position === null ? null : original(position);
  return {
    message: messageOf(thrown),
    line: place?.line ?? null,
    column: place?.column ?? null,
  };
}

function messageOf({ name, message }: ThrownText): string {
  if (name === "UnencodableValue") return `The returned value cannot be sent as JSON: ${message}`;
  if (name === "InternalError" && message === "stack overflow") {
    return "The call stack overflowed: a function calls itself without end, or too deeply.";
  }
  const missing = /^'([^']+)' is not defined$/.exec(message)?.[1];
  const advice = missing === undefined ? undefined : absentGlobals[missing];
  if (advice !== undefined) return `${name}: ${missing} is not defined. ${advice}`;
  const notExported = /^Could not find export '([^']+)' in module 'supabase'$/.exec(message)?.[1];
  if (notExported !== undefined) {
    return `The module "supabase" exports only \`supabase\`, not \`${notExported}\`. ${importAdvice}`;
  }
  if (name === "Thrown")
    return `Your code threw ${message}. Throw an Error, so that its place is known.`;
  return name === "" || name === "ImportError" ? message : `${name}: ${message}`;
}

/** The innermost frame in the learner's module: "at f (main.ts:3:5)" or "at main.ts:3:5". */
function firstOwnFrame(stack: string): Position | null {
  for (const line of stack.split("\n")) {
    const match = /[( ]([^( :]+):(\d+):(\d+)\)?$/.exec(line);
    if (match?.[1] === moduleFile) return { line: Number(match[2]), column: Number(match[3]) };
  }
  return null;
}

export function unknownImport(name: string): string {
  return `There is no module "${name}". ${importAdvice}`;
}

/** Where the learner's text names the module of a failed import. */
export function importPosition(source: string): Position | null {
  const lines = source.split("\n");
  for (const [index, line] of lines.entries()) {
    const match = /(?:\bfrom|\bimport)\s*\(?\s*(["'])(?!supabase\1)/.exec(line);
    if (match) return { line: index + 1, column: match.index + match[0].length };
  }
  return null;
}
