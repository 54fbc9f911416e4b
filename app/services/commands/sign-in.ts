import type { Credentials } from "#app/adapters/credentials/credentials.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { RateLimitData } from "#app/data/rate-limits.server.ts";
import type { Clock } from "#app/services/core.ts";

type Deps = {
  credentials: Credentials;
  people: PeopleData;
  rateLimits: RateLimitData;
  clock: Clock;
};

export type SignInResult =
  | { kind: "signed-in"; cookies: readonly string[] }
  | { kind: "wrong" }
  | { kind: "deactivated" }
  | { kind: "too-many"; retryAfterSeconds: number };

const guesses = { max: 10, windowSeconds: 15 * 60 };

/**
 * Signs a person in. Guesses are counted per account (and, inside the credentials adapter, per
 * address), in the database; a right password clears the count.
 */
export async function signIn(
  { credentials, people, rateLimits, clock }: Deps,
  input: { headers: Headers; email: string; password: string },
): Promise<SignInResult> {
  const email = input.email.trim().toLowerCase();
  const key = `sign-in:${email}`;
  const allowance = await rateLimits.consume(key, guesses.max, guesses.windowSeconds, clock.now());
  if (!allowance.allowed)
    return { kind: "too-many", retryAfterSeconds: allowance.retryAfterSeconds };

  const result = await credentials.signIn(input.headers, email, input.password);
  if (result.kind === "too-many") return { kind: "too-many", retryAfterSeconds: 60 };
  if (result.kind === "refused") return { kind: "wrong" };

  const person = await people.findByEmail(email);
  if (person?.deactivatedAt) {
    await credentials.revokeAllSessions(person.id);
    return { kind: "deactivated" };
  }
  await rateLimits.clear(key);
  return result;
}
