import type { SqlError } from "#app/domain/exercise/ports.ts";
import { positionInText, type ScriptStatement } from "./script-parser.ts";

/** Moves a position from the statement to the whole script, and adds the hint psql users need. */
export function placed(error: SqlError, text: string, start: number): SqlError {
  const position =
    error.position === null ? null : Math.max(1, start + positionInText(text, error.position));
  return { ...error, position, hint: adviceFor(error) ?? error.hint };
}

/** Where PostgreSQL's own hint is missing, or is for people who run the server. */
function adviceFor(error: SqlError): string | null {
  if (error.message.includes('at or near "\\"')) {
    return "Commands that begin with a backslash belong to psql, not to SQL. Read information_schema or pg_catalog instead.";
  }
  switch (error.code) {
    case "53200":
      return "The query holds more than 256 MB at once. Look for a string, an array or a result that grows without bound.";
    case "53400":
      return "The query writes more than 50 MB to disk. Look for recursion that never ends, a join without a condition, or a sort of far too many rows.";
    case "54001":
      return "Something nests or calls itself without end.";
    default:
      return null;
  }
}

/** SQL text ends at a NUL: what follows would silently not run. */
export function nulError(script: string): SqlError | null {
  const nul = script.indexOf("\0");
  if (nul === -1) return null;
  return {
    message: "the script contains a NUL character, which SQL text cannot hold",
    code: "22021",
    position: nul + 1,
    hint: "Delete the character; editors show it as a box or a dot.",
    detail: null,
  };
}

/** COPY through the client waits for a client that is not there, and takes the engine with it. */
export function clientCopyError(statement: ScriptStatement): SqlError | null {
  if (statement.node !== "CopyStmt") return null;
  const copy = statement.tree as { filename?: string; is_from?: boolean };
  if (copy.filename !== undefined) return null;
  const incoming = copy.is_from === true;
  return {
    message: `COPY ${incoming ? "FROM STDIN" : "TO STDOUT"} is not available here`,
    code: "0A000",
    position: 1,
    hint: incoming ? "Use INSERT … VALUES or INSERT … SELECT." : "Use SELECT.",
    detail: null,
  };
}
