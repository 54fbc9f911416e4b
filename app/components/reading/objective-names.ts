import type { Objective } from "#app/domain/exercise/exercise.ts";

/** The six learning objectives as people read them. */
export const objectiveNames: Record<Objective, string> = {
  "understand-architecture": "Understand the database's architecture",
  "write-efficient-queries": "Write efficient queries",
  "monitor-performance": "Monitor performance",
  "implement-optimizations": "Implement optimisations",
  "troubleshoot-issues": "Troubleshoot issues",
  "maintain-systems": "Maintain systems",
};
