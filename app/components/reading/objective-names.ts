import type { Objective } from "#app/domain/exercise/exercise.ts";

/** The six learning objectives as they follow "you will be able to". */
const objectiveWords: Record<Objective, string> = {
  "understand-architecture": "understand the database's architecture",
  "write-efficient-queries": "write efficient queries",
  "monitor-performance": "monitor performance",
  "implement-optimizations": "implement optimisations",
  "troubleshoot-issues": "troubleshoot issues",
  "maintain-systems": "maintain systems",
};

const list = new Intl.ListFormat("en-GB");

/** What a reader learns to do: "write efficient queries and monitor performance". */
export function objectivesInWords(objectives: readonly Objective[]): string {
  return list.format(objectives.map((objective) => objectiveWords[objective]));
}
