import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient } from "#app/generated/prisma/client.ts";

/** The one way to our tables: Prisma for rows, the pool for the SQL functions of the migrations. */
export type Database = { prisma: PrismaClient; pool: Pool; close(): Promise<void> };

/**
 * Opens the pool and the client over it. Sessions always speak UTC: the adapter writes and reads
 * wrong instants on a server with another time zone.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    options: "-c TimeZone=UTC",
    application_name: "planwise",
    max: 20,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  });
  // Without a listener a restart of PostgreSQL would end the whole process.
  pool.on("error", onError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
