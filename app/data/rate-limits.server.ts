import type { Database } from "./database.server.ts";

export type Allowance = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/**
 * Counts an event against a key in a fixed window, in one statement, so that several servers and
 * parallel requests cannot both take the last place.
 */
export function rateLimitData({ pool }: Database) {
  return {
    async consume(key: string, max: number, windowSeconds: number, now: Date): Promise<Allowance> {
      const windowMs = windowSeconds * 1000;
      const { rows } = await pool.query<{ count: number; last_request: string }>(
        `INSERT INTO rate_limit AS r (id, key, count, last_request) VALUES (gen_random_uuid()::text, $1, 1, $2)
         ON CONFLICT (key) DO UPDATE SET
           count = CASE WHEN r.last_request <= $2::bigint - $3::bigint THEN 1 ELSE r.count + 1 END,
           last_request = CASE WHEN r.last_request <= $2::bigint - $3::bigint THEN $2 ELSE r.last_request END
         RETURNING count, last_request`,
        [key, now.getTime(), windowMs],
      );
      const row = rows[0];
      if (!row || row.count <= max) return { allowed: true };
      const left = Number(row.last_request) + windowMs - now.getTime();
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) };
    },
    async clear(key: string): Promise<void> {
      await pool.query(`DELETE FROM rate_limit WHERE key = $1`, [key]);
    },
  };
}
export type RateLimitData = ReturnType<typeof rateLimitData>;
