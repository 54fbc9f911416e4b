import { RestError, unsupported } from "./errors.ts";
import type { Preferences } from "./request-ast.ts";

const singularType = "application/vnd.pgrst.object+json";

/** Reads Prefer, Accept and profile headers; what is not understood is refused. */
export function parsePreferences(headers: Readonly<Record<string, string>>): Preferences {
  const preferences: Preferences = {
    returning: "minimal",
    count: false,
    resolution: null,
    singular: readAccept(headers["accept"] ?? "*/*"),
  };
  for (const part of (headers["prefer"] ?? "").split(",")) {
    const text = part.trim();
    if (text !== "") applyPreference(preferences, text);
  }
  for (const key of ["accept-profile", "content-profile"]) {
    const schema = headers[key] ?? "public";
    if (schema !== "public") {
      throw new RestError(
        406,
        "PGRST106",
        `Invalid schema: ${schema}`,
        null,
        "Only the following schemas are exposed: public",
      );
    }
  }
  return preferences;
}

function applyPreference(preferences: Preferences, text: string): void {
  switch (text) {
    case "return=representation":
    case "return=minimal":
    case "return=headers-only":
      preferences.returning = text.slice("return=".length) as Preferences["returning"];
      return;
    case "count=exact":
      preferences.count = true;
      return;
    case "count=planned":
    case "count=estimated":
      throw unsupported(`An estimated count (${text})`, 'Ask for { count: "exact" }.');
    case "resolution=merge-duplicates":
    case "resolution=ignore-duplicates":
      preferences.resolution = text.slice("resolution=".length) as "merge-duplicates";
      return;
    case "handling=strict":
    case "handling=lenient":
    case "tx=commit":
    case "missing=null":
      return;
    default:
      throw unsupported(`The preference ${text}`, "Leave this option out.");
  }
}

function readAccept(accept: string): boolean {
  const [type = ""] = accept.split(/[;,]/);
  if (accept.includes("nulls=stripped")) throw unsupported("stripNulls()", "Leave it out.");
  if (type === singularType) return true;
  if (type === "application/json" || type === "*/*" || type === "") return false;
  if (type.startsWith("application/vnd.pgrst.plan")) {
    throw unsupported("explain()", "Run EXPLAIN in an SQL exercise.");
  }
  throw new RestError(406, "PGRST107", `None of these media types are available: ${accept}`);
}
