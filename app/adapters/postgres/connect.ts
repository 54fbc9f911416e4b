import { Client } from "pg";

/**
 * What every session of ours relies on, whatever the server's configuration says. PostgreSQL's
 * clock text would shift by hours under another TimeZone, and a commit is only acknowledged once it
 * is on disk.
 */
const SESSION_SETTINGS = { TimeZone: "UTC", synchronous_commit: "on" };

/** The connection string with our session settings in it, for any client that takes a string. */
export function sessionUrl(url: string, settings: Record<string, string> = {}): string {
  const parsed = new URL(url);
  const forced = Object.entries({ ...SESSION_SETTINGS, ...settings });
  const own = parsed.searchParams.get("options") ?? "";
  const options = [own, ...forced.map(([name, value]) => `-c ${name}=${value}`)].join(" ").trim();
  parsed.searchParams.set("options", options);
  return parsed.href;
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
