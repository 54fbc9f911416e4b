export interface RequestRecord {
  id: string;
  method: string;
  /** Path and query as they came. */
  target: string;
  status: number;
  ms: number;
  /** The answer never reached the client: it hung up first. */
  aborted: boolean;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TOKEN_LENGTH = 20;

/** One line per request. Never the query, and no path segment that could be a token of a link. */
export function formatRequest(record: RequestRecord): string {
  const { id, method, status, ms, aborted } = record;
  const outcome = aborted ? "aborted" : String(status);
  return `${method} ${safePath(record.target)} ${outcome} ${ms.toFixed(0)}ms id=${id}`;
}

/** The path of a request target as it may be logged. */
export function safePath(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? "";
  return path
    .split("/")
    .map((segment) => (mayBeToken(segment) ? "…" : escapeControls(segment)))
    .join("/")
    .slice(0, 500);
}

function mayBeToken(segment: string): boolean {
  const bare = segment.replace(/\.data$/, "");
  const long = bare.length >= TOKEN_LENGTH && !UUID.test(bare);
  // Slugs are lower-case words with hyphens; a random token has digits or capitals in it.
  return long && /[A-Z\d%]/.test(bare) && !/\.\w{1,5}$/.test(bare);
}

// A line break in a path would forge a log line.
function escapeControls(segment: string): string {
  return segment.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character));
}
