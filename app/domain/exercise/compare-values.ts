/** Where a returned value first differs from the expected one; never holds the expected value. */
export type ValueDifference = {
  /** "rows[3].id"; empty for the value itself. */
  path: string;
  kind:
    | "missing-field"
    | "extra-field"
    | "other-type"
    | "other-value"
    | "too-few-items"
    | "too-many-items"
    | "unexpected-item";
  /** What was returned there; undefined when nothing was. */
  mine: unknown;
  /** Type that was expected, for other-type only. */
  expectedType?: string;
};

export type ArrayOrder = "strict" | "any";

const tolerance = 1e-9;

/**
 * Compares two JSON values deeply. Numbers may differ by a relative 1e-9, timestamps by their
 * notation; with order "any" arrays are compared as multisets at every depth.
 */
export function compareValues(
  mine: unknown,
  expected: unknown,
  order: ArrayOrder,
  path = "",
): ValueDifference | null {
  const type = typeName(expected);
  if (typeName(mine) !== type) return { path, kind: "other-type", mine, expectedType: type };
  if (Array.isArray(mine) && Array.isArray(expected)) {
    return order === "strict"
      ? compareLists(mine, expected, path)
      : compareMultisets(mine, expected, path);
  }
  if (isObject(mine) && isObject(expected)) return compareObjects(mine, expected, order, path);
  return sameScalar(mine, expected) ? null : { path, kind: "other-value", mine };
}

function compareLists(
  mine: readonly unknown[],
  expected: readonly unknown[],
  path: string,
): ValueDifference | null {
  for (let index = 0; index < Math.min(mine.length, expected.length); index++) {
    const at = `${path}[${index}]`;
    const difference = compareValues(mine[index], expected[index], "strict", at);
    if (difference !== null) return difference;
  }
  return compareLengths(mine, expected, path);
}

function compareLengths(
  mine: readonly unknown[],
  expected: readonly unknown[],
  path: string,
): ValueDifference | null {
  if (mine.length === expected.length) return null;
  return { path, kind: mine.length < expected.length ? "too-few-items" : "too-many-items", mine };
}

/** Items are matched by their canonical text, so the work stays linear. */
function compareMultisets(
  mine: readonly unknown[],
  expected: readonly unknown[],
  path: string,
): ValueDifference | null {
  const wanted = new Map<string, number>();
  for (const item of expected) {
    const key = canonical(item);
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  for (const [index, item] of mine.entries()) {
    const key = canonical(item);
    const left = wanted.get(key) ?? 0;
    if (left === 0) {
      const shape = shapeDifference(item, expected[0], `${path}[${index}]`);
      return shape ?? { path: `${path}[${index}]`, kind: "unexpected-item", mine: item };
    }
    wanted.set(key, left - 1);
  }
  return mine.length < expected.length ? { path, kind: "too-few-items", mine } : null;
}

/** A wrong field name or type says more than "this item is not expected". */
function shapeDifference(mine: unknown, sample: unknown, path: string): ValueDifference | null {
  if (sample === undefined) return null;
  const difference = compareValues(mine, sample, "any", path);
  if (difference === null) return null;
  const { kind } = difference;
  return kind === "missing-field" || kind === "extra-field" ? difference : null;
}

function compareObjects(
  mine: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  order: ArrayOrder,
  path: string,
): ValueDifference | null {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  for (const key of Object.keys(expected)) {
    if (!Object.hasOwn(mine, key)) return { path: at(key), kind: "missing-field", mine: undefined };
  }
  for (const key of Object.keys(mine)) {
    if (!Object.hasOwn(expected, key)) {
      return { path: at(key), kind: "extra-field", mine: mine[key] };
    }
  }
  for (const key of Object.keys(expected)) {
    const difference = compareValues(mine[key], expected[key], order, at(key));
    if (difference !== null) return difference;
  }
  return null;
}

export function typeName(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : (typeNames[typeof value] ?? typeof value);
}

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameScalar(mine: unknown, expected: unknown): boolean {
  if (typeof mine === "number" && typeof expected === "number") {
    return Math.abs(mine - expected) <= tolerance * Math.max(Math.abs(mine), Math.abs(expected), 1);
  }
  if (typeof mine === "string" && typeof expected === "string") {
    return mine === expected || canonicalText(mine) === canonicalText(expected);
  }
  return mine === expected;
}

/** One text per value: sorted fields, sorted arrays, numbers to 12 digits, timestamps in UTC. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(",")}]`;
  if (isObject(value)) {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${fields.join(",")}}`;
  }
  if (typeof value === "number") return String(Number(value.toPrecision(12)));
  return typeof value === "string" ? JSON.stringify(canonicalText(value)) : String(value);
}

const timestamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?)$/;

/** The same instant in one notation, microseconds kept; other text as it is. */
function canonicalText(text: string): string {
  const [, date, time, fraction = "", zone = ""] = timestamp.exec(text) ?? [];
  if (date === undefined) return text;
  const instant = Date.parse(`${date}T${time}${zone.length === 3 ? `${zone}:00` : zone}`);
  return Number.isNaN(instant) ? text : `${instant / 1000}.${fraction.padEnd(6, "0")}`;
}
