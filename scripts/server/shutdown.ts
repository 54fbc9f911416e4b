import { reasonOf } from "#app/platform/startup-error.ts";

export interface Closable {
  name: string;
  close(): Promise<unknown>;
}

export interface Shutdown {
  isDraining(): boolean;
  /** Closes everything in order and ends the process. */
  now(code: number, reason: string | null): Promise<never>;
}

const PATIENCE_MS = 10_000;

/**
 * Ends the process in order on SIGINT and SIGTERM: first the network, so that running requests are
 * answered, then the services, the database last. A second signal changes nothing: with Ctrl-C, npm
 * and the terminal both send one.
 */
export function shutDownOnSignals(
  closables: readonly Closable[],
  log: (line: string) => void,
): Shutdown {
  let ending: Promise<never> | null = null;
  const end = async (code: number, reason: string | null): Promise<never> => {
    if (reason !== null) log(reason);
    setTimeout(() => {
      log(`Not everything closed within ${PATIENCE_MS / 1000} s; ending all the same.`);
      process.exit(code === 0 ? 1 : code);
    }, PATIENCE_MS).unref();
    for (const { name, close } of closables) {
      await close().catch((error: unknown) => log(`Closing ${name}: ${reasonOf(error)}`));
    }
    process.exit(code);
  };
  const now = (code: number, reason: string | null): Promise<never> => {
    ending ??= end(code, reason);
    return ending;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void now(0, "Stopping …"));
  }
  // scripts/start.mjs is gone without a signal.
  process.once("disconnect", () => void now(0, "Stopping …"));
  process.channel?.unref();
  process.on("uncaughtException", (error) => void now(1, error.stack ?? error.message));
  process.on("unhandledRejection", (error) => {
    void now(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  return { isDraining: () => ending !== null, now };
}
