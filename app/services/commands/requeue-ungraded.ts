import type { Jobs } from "#app/adapters/jobs/jobs.server.ts";
import type { SubmissionData } from "#app/data/submissions.server.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = {
  submissions: Pick<SubmissionData, "listUngraded">;
  jobs: Pick<Jobs, "enqueueGrading">;
  clock: Clock;
};

/**
 * Puts every submission without a verdict into the queue again. One that waits there already
 * stays single. Returns how many there were.
 */
export async function requeueUngraded(
  { submissions, jobs, clock }: Deps,
  olderThanMs: number,
): Promise<number> {
  const waiting = await submissions.listUngraded(new Date(clock.now().getTime() - olderThanMs));
  for (const id of waiting) await jobs.enqueueGrading(id);
  return waiting.length;
}
