import type { EngineName } from "#app/domain/exercise/exercise.ts";
import type { CallOutcome, ExplainOutcome, ScriptOutcome } from "#app/domain/exercise/ports.ts";

/** Where the practice data of an exercise or a lesson lies, and how a session begins. Nothing secret. */
export type LabData = {
  /** Name of the data set, for messages. */
  name: string;
  /** Address of the default snapshot, .tar.gz; its name changes with its content. */
  snapshotUrl: string;
  /** Address of the same data as JSON, for pg-mem; null where pg-mem is not offered. */
  tablesUrl: string | null;
  /** ISO instant that now() is when a run begins. */
  clock: string;
  /** SQL run before anything else. */
  setup: string | null;
};

/** A table as the schema panel shows it. */
export type LabTable = {
  name: string;
  kind: "table" | "view" | "materialized view";
  rows: number;
  columns: { name: string; type: string; nullable: boolean }[];
  /** Definitions as PostgreSQL prints them. */
  indexes: string[];
  constraints: string[];
};

export type LabAsk =
  | { type: "open"; engine: EngineName; data: LabData }
  | { type: "run"; script: string }
  | { type: "explain"; sql: string }
  | { type: "call"; source: string; args: readonly unknown[] }
  | { type: "describe" };

export type LabRequest = LabAsk & { id: number };

export type LabReply =
  | { type: "progress"; words: string }
  | { type: "done"; id: number; value: unknown }
  | { type: "failed"; id: number; message: string };

/** What each question is answered with. */
export type LabAnswers = {
  open: null;
  run: ScriptOutcome;
  explain: ExplainOutcome;
  call: CallOutcome;
  describe: LabTable[];
};
