import { clientAddressHeader } from "#app/adapters/credentials/credentials.server.ts";
import type { Role } from "#app/data/people.server.ts";
import type { Services } from "#app/wiring.server.ts";
import type { TestServices } from "./services.ts";

export const PASSWORD = "correct horse battery";

/** The headers of a request from one device; cookies as a browser would send them back. */
export function requestHeaders(cookies: readonly string[] = [], address = "192.0.2.1"): Headers {
  const headers = new Headers({ [clientAddressHeader]: address, "user-agent": "Test/1.0" });
  const pairs = cookies.map((cookie) => cookie.split(";", 1)[0] ?? "");
  if (pairs.length > 0) headers.set("cookie", pairs.join("; "));
  return headers;
}

let accounts = 0;

/** An account that can sign in with PASSWORD. */
export async function addAccount(
  { services }: TestServices,
  role: Role = "learner",
): Promise<{ id: string; email: string }> {
  accounts += 1;
  const email = `account-${accounts}@example.com`;
  const name = `Account ${accounts}`;
  return {
    email,
    id: await services.people.createAccount({ name, email, role, password: PASSWORD }),
  };
}

/** Signs in and gives the headers of the session that begins. */
export async function openSession(
  services: Services,
  email: string,
  password = PASSWORD,
): Promise<Headers> {
  const result = await services.people.signIn({ headers: requestHeaders(), email, password });
  if (result.kind !== "signed-in") throw new Error(`not signed in: ${result.kind}`);
  return requestHeaders(result.cookies);
}
