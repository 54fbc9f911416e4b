import {
  cut,
  isArray,
  isDate,
  isoOf,
  ownKeys,
  prototypeOf,
  quote,
  sourceOf,
} from "./primordials.ts";

/** What the host needs to know of a thrown value; every field is plain text. */
export type ThrownText = { name: string; message: string; stack: string };

const maxInspectDepth = 4;
const maxInspectItems = 100;
const maxTextLength = 4_000;

/** Reads name, message and stack without calling anything of the thrown value but its getters. */
export function describeThrown(thrown: unknown): ThrownText {
  if (typeof thrown !== "object" || thrown === null) {
    return { name: "Thrown", message: inspect(thrown, 0), stack: "" };
  }
  const fields = thrown as Record<string, unknown>;
  const message = textField(fields, "message");
  return {
    name: textField(fields, "name"),
    message: message === "" ? inspect(thrown, 0) : message,
    stack: textField(fields, "stack"),
  };
}

function textField(fields: Record<string, unknown>, key: string): string {
  try {
    const value = fields[key];
    return typeof value === "string" ? cut(value, maxTextLength) : "";
  } catch {
    return "";
  }
}

/** One console argument as text: strings as they are, everything else in the style of Node. */
export function inspectArgument(value: unknown): string {
  return typeof value === "string" ? cut(value, maxTextLength) : inspect(value, 0);
}

export function inspect(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(cut(value, maxTextLength));
    case "bigint":
      return value + "n";
    case "function":
      return "[Function: " + cut(sourceOf(value), 60) + "]";
    case "symbol":
      return "[Symbol]";
    case "object":
      return value === null ? "null" : inspectObject(value, depth);
    default:
      return "" + value;
  }
}

function inspectObject(value: object, depth: number): string {
  try {
    if (isArray(value)) return inspectArray(value, depth);
    if (isDate(value)) return isoOf(value) ?? "Invalid Date";
    return value instanceof Error ? inspectError(value) : inspectMembers(value, depth);
  } catch {
    return "[unreadable object]";
  }
}

function inspectError(error: Error): string {
  const { name, message } = describeThrown(error);
  return name + ": " + message;
}

function inspectArray(value: readonly unknown[], depth: number): string {
  if (depth >= maxInspectDepth) return "[Array]";
  let text = "";
  for (let index = 0; index < value.length; index++) {
    if (index === maxInspectItems) return "[" + text + ", … " + (value.length - index) + " more]";
    text += (index === 0 ? "" : ", ") + inspect(value[index], depth + 1);
  }
  return "[" + text + "]";
}

function inspectMembers(value: object, depth: number): string {
  if (depth >= maxInspectDepth) return "[Object]";
  const members = value as Record<string, unknown>;
  const keys = ownKeys(members);
  let text = "";
  for (let index = 0; index < keys.length && index < maxInspectItems; index++) {
    const key = keys[index] as string;
    text += (index === 0 ? "" : ", ") + key + ": " + inspect(members[key], depth + 1);
  }
  const plain = prototypeOf(value) === null || prototypeOf(value) === Object.prototype;
  return (plain ? "" : "[object] ") + (text === "" ? "{}" : "{ " + text + " }");
}
