import type { EngineName } from "#app/domain/exercise/exercise.ts";
import type { PlanNode } from "#app/domain/exercise/plan-tree.ts";
import type { CallOutcome, ScriptOutcome, SqlError } from "#app/domain/exercise/ports.ts";

/** What the last thing the learner asked for came to. */
export type RunReport =
  | {
      kind: "script";
      engine: EngineName;
      script: string;
      /** Where the script begins in the editor: a selection runs alone. */
      offset: number;
      selectionOnly: boolean;
      outcome: ScriptOutcome;
    }
  | { kind: "call"; source: string; args: readonly unknown[]; outcome: CallOutcome }
  | { kind: "explained"; plan: ShownPlan }
  | { kind: "explain-failed"; sql: string; offset: number; error: SqlError }
  /** Nothing to do with the learner's text: `words` say what to do. */
  | { kind: "notice"; words: string; tone: "plain" | "warn" };

/** A plan of this session, kept to compare the next one with. */
export type ShownPlan = {
  id: number;
  /** The statement explained, for the comparison's words. */
  statement: string;
  plan: PlanNode;
  /** As EXPLAIN prints it. */
  text: string;
  /** EXPLAIN's JSON, when the plan came that way. */
  json: string | null;
};

export const engineNames: Record<EngineName, string> = {
  pglite: "PostgreSQL 18",
  "pg-mem": "pg-mem",
};
