import type { Services } from "#app/wiring.server.ts";

export const DEMO_PASSWORD = "planwise-demo";

/** Who can sign in to a demo, in the order they are shown. */
export const DEMO_TEAM = [
  { name: "Lena Learner", email: "learner@demo.planwise.dev", role: "learner" },
  { name: "Ines Instructor", email: "instructor@demo.planwise.dev", role: "instructor" },
  { name: "Ada Admin", email: "admin@demo.planwise.dev", role: "admin" },
] as const;

/** Creates the demo accounts that are missing; what people did with theirs stays. */
export async function seedDemo(services: Services, log: (line: string) => void): Promise<void> {
  const known = new Set((await services.people.list()).map(({ email }) => email));
  const missing = DEMO_TEAM.filter(({ email }) => !known.has(email));
  if (missing.length === 0) return;
  log("Loading the demo team …");
  for (const person of missing) {
    await services.people.createAccount({ ...person, password: DEMO_PASSWORD });
  }
}
