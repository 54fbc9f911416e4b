import type { PGlite } from "@electric-sql/pglite";
import type { Dataset, SqlEngine, SqlSession } from "#app/domain/exercise/ports.ts";
import { capEngineMemory } from "./engine-memory.ts";
import { connect } from "./pglite-connection.ts";
import { createPgliteSession } from "./pglite-session.ts";
import type { ScriptParser } from "./script-parser.ts";
import { holdClock } from "./virtual-clock.ts";

/** Limits inside the engine are advisory: whoever hosts it must be able to kill it from outside. */
const LIMITS = ["-c", "max_stack_depth=100kB", "-c", "temp_file_limit=50MB"];

export type PgliteParts = {
  /** Data directory of a dataset variant as a tar or tar.gz file. */
  snapshot(name: string, variant: string): Promise<Blob>;
  parser(): Promise<ScriptParser>;
  /** For the snapshot builder, which dumps the data directory afterwards. */
  onOpen?(pg: PGlite): void;
};

/** PostgreSQL 18 in WebAssembly, for Node and for browser workers alike. Nothing loads before the first open. */
export function createPgliteEngine(parts: PgliteParts): SqlEngine {
  async function open(dataset: Dataset): Promise<SqlSession> {
    capEngineMemory();
    const clock = holdClock(dataset.clock);
    try {
      const [{ PGlite }, snapshot, parser] = await Promise.all([
        import("@electric-sql/pglite"),
        parts.snapshot(dataset.name, dataset.variant),
        parts.parser(),
      ]);
      // Without -O the system catalogues keep the protection a real server gives them.
      const startParams = PGlite.defaultStartParams.filter((param) => param !== "-O");
      const pg = await PGlite.create({
        loadDataDir: snapshot,
        startParams: [...startParams, ...LIMITS],
      });
      parts.onOpen?.(pg);
      const session = createPgliteSession({
        connection: connect(pg),
        parser,
        rebaseClock: clock.rebase,
        release: () => dispose(pg, clock.release),
      });
      if (dataset.setup) await setUp(session, dataset.setup);
      return session;
    } catch (thrown) {
      clock.release();
      throw thrown;
    }
  }
  return { name: "pglite", open };
}

async function setUp(session: SqlSession, script: string): Promise<void> {
  const outcome = await session.run(script);
  if (outcome.kind === "completed") return;
  await session.close();
  const reason = outcome.kind === "failed" ? outcome.error.message : outcome.kind;
  throw new Error(`setup.sql does not run: ${reason}`);
}

async function dispose(pg: PGlite, releaseClock: () => void): Promise<void> {
  try {
    await pg.close();
  } catch {
    // A dead engine cannot close; dropping the reference frees its memory.
  } finally {
    releaseClock();
  }
}
