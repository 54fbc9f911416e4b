import type { SqlEngine } from "#app/domain/exercise/ports.ts";

/**
 * An engine's 128 MB and more are freed only when the collector finds it unreachable, which for a
 * small JavaScript heap can be late. Collects after each closed session (needs --expose-gc).
 */
export function collectingAfterClose(engine: SqlEngine): SqlEngine {
  return {
    name: engine.name,
    async open(dataset) {
      const session = await engine.open(dataset);
      // Opening leaves several copies of the data directory behind.
      globalThis.gc?.();
      return {
        ...session,
        async close() {
          await session.close();
          globalThis.gc?.();
        },
      };
    },
  };
}
