import type { Jobs } from "#app/adapters/jobs/jobs.server.ts";
import type { every } from "#app/adapters/jobs/every.ts";

const sweepMs = 2_000;
const requeueMs = 60_000;

/** What a server process does besides answering requests; several processes may do it at once. */
export function startableBackground(parts: {
  jobs: Pick<Jobs, "start" | "stop">;
  gradeSubmission(submissionId: string, options: { lastTry: boolean }): Promise<void>;
  /** Queues again what has waited for longer than this. */
  requeueUngraded(olderThanMs: number): Promise<number>;
  closeOverdue(): Promise<unknown>;
  /** Builds the practice data that is missing, so that nobody has to wait for it. */
  prepareData(): Promise<unknown>;
  every: typeof every;
  log(line: string): void;
}) {
  const stops: (() => Promise<void>)[] = [];
  const failed = (what: string) => (error: unknown) =>
    parts.log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  return {
    async start(): Promise<void> {
      await parts.jobs.start({ gradeSubmission: parts.gradeSubmission });
      stops.push(parts.jobs.stop);
      void parts.prepareData().catch(failed("preparing the practice data"));
      const waiting = await parts.requeueUngraded(0);
      if (waiting > 0) parts.log(`Grading ${waiting} submissions that were left waiting`);
      stops.push(
        parts.every(sweepMs, parts.closeOverdue, failed("closing overdue attempts")),
        parts.every(
          requeueMs,
          () => parts.requeueUngraded(2 * requeueMs),
          failed("looking for ungraded submissions"),
        ),
      );
    },
    async stop(): Promise<void> {
      await Promise.all(stops.splice(0).map((stop) => stop()));
    },
  };
}
