import { isArray, isDate, isFiniteNumber, isoOf, ownKeys, quote } from "./primordials.ts";

const maxDepth = 40;
const maxCharacters = 2_000_000;

/** Why a returned value cannot travel as JSON, in words for the learner. */
export class UnencodableValue {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * JSON text of a value, by the rules of JSON.stringify (dates as ISO text, undefined members left
 * out, NaN as null) but blind to `toJSON` and to patched prototypes. Throws UnencodableValue.
 */
export function encode(value: unknown): string {
  return encodeAt(value, "the value", 0);
}

function encodeAt(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return isFiniteNumber(value) ? "" + value : "null";
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      throw new UnencodableValue(
        path + " is a BigInt, which JSON cannot hold. Return it as a number or as text.",
      );
    case "object":
      return value === null ? "null" : encodeObject(value, path, depth);
    default:
      return "null";
  }
}

function encodeObject(value: object, path: string, depth: number): string {
  if (depth >= maxDepth) {
    throw new UnencodableValue(path + " is nested too deeply, or contains itself.");
  }
  if (isArray(value)) return encodeArray(value, path, depth);
  if (isDate(value)) {
    const iso = isoOf(value);
    return iso === null ? "null" : quote(iso);
  }
  const members = value as Record<string, unknown>;
  const keys = ownKeys(members);
  let text = "";
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const member = members[key];
    if (member === undefined || typeof member === "function" || typeof member === "symbol")
      continue;
    text +=
      (text === "" ? "" : ",") + quote(key) + ":" + encodeAt(member, path + "." + key, depth + 1);
    refuseOversized(text, path);
  }
  return "{" + text + "}";
}

function encodeArray(value: readonly unknown[], path: string, depth: number): string {
  let text = "";
  for (let index = 0; index < value.length; index++) {
    const comma = index === 0 ? "" : ",";
    text += comma + encodeAt(value[index], path + "[" + index + "]", depth + 1);
    refuseOversized(text, path);
  }
  return "[" + text + "]";
}

function refuseOversized(text: string, path: string): void {
  if (text.length > maxCharacters) {
    throw new UnencodableValue(
      path + " is larger than 2 MB as JSON. Return fewer rows or columns.",
    );
  }
}
