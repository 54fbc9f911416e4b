import type { Situation } from "./grader.ts";
import type { CallOutcome, SqlSession } from "./ports.ts";

export type SessionShelf = {
  take(situation: Situation): Promise<SqlSession>;
  /** Keeps the session for the next call on the same data when nothing was changed in it. */
  putBack(session: SqlSession, situation: Situation, call: CallOutcome | null): Promise<void>;
  clear(): Promise<void>;
};

/**
 * Opening an instance costs more than most TypeScript calls. Calls that only read leave it as they
 * found it, so the next call on the same variant may have it; anything else gets a new one.
 */
export function createSessionShelf(
  open: (situation: Situation) => Promise<SqlSession>,
): SessionShelf {
  let kept: { variant: string; session: SqlSession } | null = null;

  async function clear(): Promise<void> {
    const outdated = kept?.session;
    kept = null;
    await outdated?.close();
  }

  return {
    async take(situation) {
      if (kept?.variant === situation.variant) {
        const { session } = kept;
        kept = null;
        return session;
      }
      await clear();
      return open(situation);
    },
    async putBack(session, situation, call) {
      if (onlyRead(call)) kept = { variant: situation.variant, session };
      else await session.close();
    },
    clear,
  };
}

function onlyRead(call: CallOutcome | null): boolean {
  return call?.kind === "returned" && call.statements.every(({ kind }) => kind === "select");
}
