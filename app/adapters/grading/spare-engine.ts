import type { Dataset, SqlEngine, SqlSession } from "#app/domain/exercise/ports.ts";

export type SpareEngine = {
  engine: SqlEngine;
  /** Opens a session ahead of time; the next open of the same data takes it. */
  warm(dataset: Dataset): void;
};

/** Keeps one clean session ready. It is handed out once and never used twice. */
export function withSpare(engine: SqlEngine): SpareEngine {
  let spare: { key: string; session: Promise<SqlSession> } | null = null;

  async function open(dataset: Dataset): Promise<SqlSession> {
    if (spare === null || spare.key !== keyOf(dataset)) return engine.open(dataset);
    const { session } = spare;
    spare = null;
    return session.catch(() => engine.open(dataset));
  }

  function warm(dataset: Dataset): void {
    const key = keyOf(dataset);
    if (spare?.key === key) return;
    const outdated = spare?.session;
    const session = Promise.resolve(outdated)
      .then((old) => old?.close())
      .catch(() => {})
      .then(() => engine.open(dataset));
    // A spare that fails to open is tried again by the open that needs it.
    session.catch(() => {});
    spare = { key, session };
  }

  return { engine: { name: engine.name, open }, warm };
}

function keyOf(dataset: Dataset): string {
  return JSON.stringify([dataset.name, dataset.variant, dataset.clock, dataset.setup ?? null]);
}
