import { join } from "node:path";
import { attemptData, type AttemptData } from "#app/data/attempts.server.ts";
import { sessionUrl } from "#app/adapters/postgres/connect.ts";
import type { Role } from "#app/data/people.server.ts";
import type { Course } from "#app/domain/content/course.ts";
import { wire, type Services } from "#app/wiring.server.ts";
import { makeCourse } from "./small-examination.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now(): Date;
  set(at: Date): void;
  advance(ms: number): void;
}

export interface TestServices {
  services: Services;
  db: TestDatabase;
  /** The data module under the services, for what only another process would do. */
  attempts: AttemptData;
  clock: TestClock;
  /** What the services logged, letters included. */
  log: string[];
  /** The same services as another process would build them: nothing in memory is shared. */
  another(course?: Course): Promise<Services>;
  /** A person without a password; quicker than an account. Returns the id. */
  addPerson(role?: Role): Promise<string>;
  dispose(): Promise<void>;
}

const secret = "a-secret-of-at-least-thirty-two-characters";

/** The real services on a database of their own. Once per file in `beforeAll`; `dispose` in `afterAll`. */
export async function createTestServices(
  course: Course = makeCourse(),
  startsAt = new Date("2026-03-02T09:00:00.000Z"),
): Promise<TestServices> {
  const db = await createTestDatabase();
  const clock = makeClock(startsAt);
  const log: string[] = [];
  const wirings: { close(): Promise<void> }[] = [];
  function build(taught: Course): Services {
    const wired = wire({
      databaseUrl: sessionUrl(db.url),
      origin: "http://localhost:3000",
      secret,
      log: (line) => log.push(line),
      course: taught,
      projectRoot: process.cwd(),
      exercisesDirectory: join(process.cwd(), "exercises"),
      clock,
    });
    wirings.push(wired);
    return wired.services;
  }
  let people = 0;
  return {
    services: build(course),
    db,
    attempts: attemptData(db),
    clock,
    log,
    another: async (taught = course) => build(taught),
    async addPerson(role = "learner") {
      people += 1;
      const id = `person-${people}`;
      await db.prisma.user.create({
        data: { id, name: `Person ${people}`, email: `${id}@example.com`, role },
      });
      return id;
    },
    async dispose() {
      for (const wired of wirings) await wired.close();
      await db.dispose();
    },
  };
}

function makeClock(startsAt: Date): TestClock {
  let at = startsAt;
  return {
    now: () => at,
    set(to) {
      at = to;
    },
    advance(ms) {
      at = new Date(at.getTime() + ms);
    },
  };
}
