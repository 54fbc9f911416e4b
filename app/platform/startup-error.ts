/**
 * A reason not to start, in one sentence that says what to do. Whoever starts Planwise prints the
 * message alone, without a stack, and exits with status 1.
 */
export class StartupError extends Error {
  override name = "StartupError";
}

/** The text of anything thrown, for a log line. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(reasonOf).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
