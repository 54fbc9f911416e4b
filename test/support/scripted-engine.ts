import type {
  QueryOutcome,
  ResultSet,
  ScriptOutcome,
  SqlEngine,
  SqlSession,
} from "#app/domain/exercise/ports.ts";
import { resultSet } from "./results.ts";

export type Scripted = {
  /** What a script does on a variant. */
  run(script: string, variant: string): ScriptOutcome;
  /** What a catalogue or check query answers; null for an empty result. */
  query?(sql: string, variant: string): ResultSet | "crash" | null;
};

/** An engine that answers as it is told, for graders that must not depend on a real one. */
export function scriptedEngine(
  scripted: Scripted,
): SqlEngine & { opened: string[]; closed: number } {
  const engine = {
    name: "pglite" as const,
    opened: [] as string[],
    closed: 0,
    async open({ variant }: { variant: string }): Promise<SqlSession> {
      engine.opened.push(variant);
      return {
        engine: "pglite",
        run: async (script) => scripted.run(script, variant),
        async query(sql): Promise<QueryOutcome> {
          const answer = scripted.query?.(sql, variant) ?? null;
          if (answer === "crash") return { kind: "crashed", reason: "it stopped answering" };
          return { kind: "completed", result: answer ?? resultSet(["x"], []) };
        },
        explain: async () => ({ kind: "unsupported", feature: "EXPLAIN" }),
        async close() {
          engine.closed += 1;
        },
      };
    },
  };
  return engine;
}

export function completed(...results: ResultSet[]): ScriptOutcome {
  return { kind: "completed", results, notices: [], ms: 1 };
}

export function failed(message: string, position: number | null = null): ScriptOutcome {
  const error = { message, code: "42703", position, hint: null, detail: null };
  return { kind: "failed", results: [], notices: [], error, ms: 1 };
}
