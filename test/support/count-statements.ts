import type { Pool, PoolClient } from "pg";

/** Counts every statement that reaches PostgreSQL through this pool, Prisma's included. */
export function countStatements(pool: Pool): { statements: string[] } {
  const seen: { statements: string[] } = { statements: [] };
  const watched = new WeakSet<PoolClient>();
  pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      seen.statements.push(typeof first === "string" ? first : (first as { text: string }).text);
      return query(...args);
    }) as PoolClient["query"];
  });
  return seen;
}
