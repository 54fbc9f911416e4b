import { isPlanNodeName } from "./explain-output.ts";

/**
 * The words after a fence's language, e.g. `sql live id=first expect-rows=20`.
 * Values may be quoted: expect-columns="id,created_at".
 */
export type Fence = {
  flags: ReadonlySet<string>;
  values: ReadonlyMap<string, string>;
  /** Words that are neither; reported by the caller. */
  malformed: readonly string[];
};

const word = /([a-z][a-z-]*)=(?:"([^"]*)"|([^\s"]+))|([a-z][a-z-]*)(?=\s|$)|(\S+)/y;

export function parseFence(meta: string): Fence {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const malformed: string[] = [];
  let rest = 0;
  while (rest < meta.length) {
    if (/\s/.test(meta[rest] ?? "")) {
      rest += 1;
      continue;
    }
    word.lastIndex = rest;
    const match = word.exec(meta);
    if (!match) break;
    const [text, name, quoted, bare, flag] = match;
    if (name !== undefined) values.set(name, quoted ?? bare ?? "");
    else if (flag !== undefined) flags.add(flag);
    else malformed.push(text);
    rest = word.lastIndex;
  }
  return { flags, values, malformed };
}

/** Attributes that say what a ```sql block must do; all optional, all must hold. */
export type Expectation = {
  rows?: number;
  columns?: readonly string[];
  first?: string;
  error?: string;
  node?: string;
  noNode?: string;
  maxBlocks?: number;
  minBlocks?: number;
  text?: string;
};

export const sqlFlags = ["live", "verify", "sketch", "pick"] as const;
export const sqlValues = [
  "id",
  "needs",
  "expect-rows",
  "expect-columns",
  "expect-first",
  "expect-error",
  "expect-node",
  "expect-no-node",
  "expect-max-blocks",
  "expect-min-blocks",
  "expect-text",
] as const;

/** Reads expectations; `refuse` hears of values that cannot be read. */
export function readExpectation(fence: Fence, refuse: (message: string) => void): Expectation {
  const count = (name: string): number | undefined => {
    const text = fence.values.get(name);
    if (text === undefined) return undefined;
    if (/^\d+$/.test(text)) return Number(text);
    refuse(`${name} must be a whole number, not "${text}"`);
    return undefined;
  };
  const sqlState = fence.values.get("expect-error");
  const readable = sqlState !== undefined && /^[0-9A-Z]{5}$/.test(sqlState);
  if (sqlState !== undefined && !readable) {
    refuse(`expect-error must be a five-character SQLSTATE such as 42703, not "${sqlState}"`);
  }
  const nodeName = (attribute: string): string | undefined => {
    const name = fence.values.get(attribute);
    if (name === undefined || isPlanNodeName(name)) return name;
    refuse(`${attribute} names no node of a plan: PostgreSQL has no "${name}"`);
    return undefined;
  };
  const columns = fence.values.get("expect-columns");
  return withoutUndefined({
    rows: count("expect-rows"),
    columns: columns?.split(",").map((name) => name.trim()),
    first: fence.values.get("expect-first"),
    error: readable ? sqlState : undefined,
    node: nodeName("expect-node"),
    noNode: nodeName("expect-no-node"),
    maxBlocks: count("expect-max-blocks"),
    minBlocks: count("expect-min-blocks"),
    text: fence.values.get("expect-text"),
  });
}

function withoutUndefined(expectation: Expectation): Expectation {
  return Object.fromEntries(
    Object.entries(expectation).filter(([, value]) => value !== undefined),
  ) as Expectation;
}
