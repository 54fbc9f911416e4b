import { PgBoss } from "pg-boss";

/** Work that outlives a request: stored in PostgreSQL, taken by whichever server process is free. */
export type Jobs = {
  enqueueGrading(submissionId: string): Promise<void>;
  /** Takes jobs until stop; an error is tried again, three times, later and later. */
  start(handlers: { gradeSubmission(submissionId: string): Promise<void> }): Promise<void>;
  stop(): Promise<void>;
};

const gradingQueue = "grade-submission";

/** Jobs on pg-boss, in its own schema `pgboss` of the same database. */
export function createJobs(connectionString: string, log: (line: string) => void): Jobs {
  const boss = new PgBoss({ connectionString, application_name: "planwise-jobs", max: 4 });
  boss.on("error", (error) => log(`jobs: ${error.message}`));
  let workerId: string | null = null;
  return {
    async enqueueGrading(submissionId) {
      await boss.send(gradingQueue, { submissionId }, { singletonKey: submissionId });
      // Waiting for the next poll would cost the learner up to half a second.
      if (workerId) boss.notifyWorker(workerId);
    },
    async start({ gradeSubmission }) {
      await boss.start();
      await boss.createQueue(gradingQueue, {
        policy: "standard",
        retryLimit: 3,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: 120,
      });
      workerId = await boss.work<{ submissionId: string }>(
        gradingQueue,
        { pollingIntervalSeconds: 0.5, batchSize: 1 },
        async ([job]) => {
          if (job) await gradeSubmission(job.data.submissionId);
        },
      );
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 8_000 });
    },
  };
}
