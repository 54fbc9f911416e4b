import { PgBoss } from "pg-boss";

/** Work that outlives a request: stored in PostgreSQL, taken by whichever server process is free. */
export type Jobs = {
  /** One that waits or runs already stays single. Never throws: what is lost here the sweep finds. */
  enqueueGrading(submissionId: string): Promise<void>;
  /** Takes jobs until stop; an error is tried again, three times, later and later. */
  start(handlers: {
    gradeSubmission(submissionId: string, options: { lastTry: boolean }): Promise<void>;
  }): Promise<void>;
  stop(): Promise<void>;
};

const gradingQueue = "grade-submission";
const retries = 3;

/** Jobs on pg-boss, in its own schema `pgboss` of the same database. */
export function createJobs(
  connectionString: string,
  log: (line: string) => void,
  settings: { gradesAtOnce: number; retryDelaySeconds?: number } = { gradesAtOnce: 1 },
): Jobs {
  const boss = new PgBoss({ connectionString, application_name: "planwise-jobs", max: 4 });
  boss.on("error", (error) => log(`jobs: ${error.message}`));
  let workerId: string | null = null;
  return {
    async enqueueGrading(submissionId) {
      try {
        await boss.send(gradingQueue, { submissionId }, { singletonKey: submissionId });
      } catch (error) {
        log(`jobs: ${submissionId} waits for the next sweep: ${String(error)}`);
        return;
      }
      // Waiting for the next poll would cost the learner up to half a second.
      if (workerId) boss.notifyWorker(workerId);
    },
    async start({ gradeSubmission }) {
      await boss.start();
      await boss.createQueue(gradingQueue, {
        policy: "exclusive",
        retryLimit: retries,
        retryDelay: settings.retryDelaySeconds ?? 2,
        retryBackoff: true,
        expireInSeconds: 120,
      });
      workerId = await boss.work<{ submissionId: string }>(
        gradingQueue,
        { pollingIntervalSeconds: 0.5, batchSize: 1, localConcurrency: settings.gradesAtOnce },
        async ([job]) => {
          if (!job) return;
          const lastTry = job.retryCount >= retries;
          await gradeSubmission(job.data.submissionId, { lastTry });
        },
      );
    },
    async stop() {
      workerId = null;
      await boss.stop({ graceful: true, timeout: 8_000 });
    },
  };
}
