import { Client, Pool } from "pg";

/**
 * What every session of ours relies on, whatever the server's configuration says. PostgreSQL's
 * clock text would shift by hours under another TimeZone, and a commit is only acknowledged once it
 * is on disk.
 */
const SESSION_SETTINGS = { TimeZone: "UTC", synchronous_commit: "on" };

export interface PoolOptions {
  /** Seen in pg_stat_activity. */
  name: string;
  max?: number;
  /** Statements running longer are cancelled by the server; 0 means never. */
  statementTimeoutMs?: number;
  /** Told about connections that break while idle; the pool replaces them by itself. */
  onError: (error: Error) => void;
}

/** The connection string with our session settings in it, for any client that takes a string. */
export function sessionUrl(url: string, settings: Record<string, string> = {}): string {
  const parsed = new URL(url);
  const forced = Object.entries({ ...SESSION_SETTINGS, ...settings });
  const own = parsed.searchParams.get("options") ?? "";
  const options = [own, ...forced.map(([name, value]) => `-c ${name}=${value}`)].join(" ").trim();
  parsed.searchParams.set("options", options);
  return parsed.href;
}

/**
 * A pool with the session settings. It always has an `error` listener: without one, Node ends the
 * process when PostgreSQL restarts under an idle connection.
 */
export function openPool(url: string, options: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: sessionUrl(url),
    application_name: options.name,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  });
  pool.on("error", options.onError);
  return pool;
}

/** Runs `use` with one connection of its own, outside any pool. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: sessionUrl(url),
    application_name: "planwise",
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks later also rejects the running query; that rejection is what counts.
  client.on("error", () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    // Also after a refused connection: a half-open one would hold up the server for a minute.
    await client.end().catch(() => {});
  }
}
