import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Services } from "#app/wiring.server.ts";
import { addAccount, openSession, PASSWORD, requestHeaders } from "#test/support/accounts.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";

let t: TestServices;
beforeAll(async () => {
  t = await createTestServices();
});
// The limit per address runs on the machine's own clock; it has a test of its own below.
beforeEach(() => t.db.prisma.rateLimit.deleteMany());
afterAll(() => t.dispose());

function signIn(email: string, password: string, services: Services = t.services) {
  return services.people.signIn({ headers: requestHeaders(), email, password });
}
const MINUTE = 60_000;

describe("signing in", () => {
  test("with the right password, whatever the case of the address", async () => {
    const { id, email } = await addAccount(t);
    const result = await signIn(` ${email.toUpperCase()} `, PASSWORD);
    if (result.kind !== "signed-in") throw new Error(result.kind);
    const viewer = await t.services.findViewer(requestHeaders(result.cookies));
    expect(viewer).toMatchObject({ id, email, role: "learner" });
    const cookie = result.cookies.find((one) => one.startsWith("planwise.session_token="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//i);
  });

  test("a wrong password, an unknown address and a malformed one get the same answer", async () => {
    const { email } = await addAccount(t);
    const answers = await Promise.all([
      signIn(email, "wrong password"),
      signIn("nobody@example.com", "wrong password"),
      signIn("not an address", "wrong password"),
      signIn("", ""),
      signIn(email, ""),
    ]);
    for (const answer of answers) expect(answer).toEqual({ kind: "wrong" });
  });

  test("a closed account is told so only with its right password", async () => {
    const { id, email } = await addAccount(t);
    const admin = await addAccount(t, "admin");
    await t.services.people.change({
      personId: id,
      actorId: admin.id,
      change: { kind: "close" },
    });
    expect(await signIn(email, "wrong password")).toEqual({ kind: "wrong" });
    expect(await signIn(email, PASSWORD)).toEqual({ kind: "deactivated" });
    expect(await t.services.people.listSessions(id)).toEqual([]);
    await t.services.people.change({
      personId: id,
      actorId: admin.id,
      change: { kind: "reopen" },
    });
    expect(await signIn(email, PASSWORD)).toMatchObject({ kind: "signed-in" });
  });
});

describe("guesses at one account", () => {
  test("ten, then none for a quarter of an hour: also the right one, and in a new process", async () => {
    const { email } = await addAccount(t);
    const spellings = [email, email.toUpperCase(), ` ${email}`];
    for (let guess = 0; guess < 10; guess += 1)
      expect(await signIn(spellings[guess % 3] ?? email, "wrong")).toEqual({ kind: "wrong" });
    const refused = { kind: "too-many", retryAfterSeconds: 15 * 60 };
    expect(await signIn(email, "wrong")).toEqual(refused);
    expect(await signIn(email, PASSWORD)).toEqual(refused);
    expect(await signIn(email, PASSWORD, await t.another())).toEqual(refused);
    const other = await addAccount(t);
    expect(await signIn(other.email, PASSWORD)).toMatchObject({ kind: "signed-in" });
    t.clock.advance(15 * MINUTE);
    expect(await signIn(email, PASSWORD)).toMatchObject({ kind: "signed-in" });
  });

  test("fifty at once: ten are tried", async () => {
    const { email } = await addAccount(t);
    const answers = await Promise.all(Array.from({ length: 50 }, () => signIn(email, "wrong")));
    const tried = answers.filter((answer) => answer.kind === "wrong");
    expect(tried).toHaveLength(10);
  });

  test("the right password forgets the wrong ones before it", async () => {
    const { email } = await addAccount(t);
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 6; guess += 1) await signIn(email, "wrong");
      expect(await signIn(email, PASSWORD)).toMatchObject({ kind: "signed-in" });
    }
  });
});

test("one address that tries one password on many accounts is stopped, in every process", async () => {
  const servers = [t.services, await t.another()];
  const from = (address: string, index: number) =>
    servers[index % 2]?.people.signIn({
      headers: requestHeaders([], address),
      // Not even an address: refused before any password is hashed, and counted all the same.
      email: `victim-${index}`,
      password: "Password123",
    });
  const kinds: (string | undefined)[] = [];
  for (let index = 0; index < 70; index += 1) kinds.push((await from("192.0.2.7", index))?.kind);
  expect(kinds.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => "wrong"));
  expect(kinds.at(-1)).toBe("too-many");
  expect((await from("192.0.2.8", 1))?.kind).toBe("wrong");
});

describe("sessions are read from the database at every request", () => {
  test("one that was ended is over at once; the others go on", async () => {
    const { id, email } = await addAccount(t);
    const [one, two] = [await openSession(t.services, email), await openSession(t.services, email)];
    const viewer = await t.services.findViewer(one);
    const stranger = await addAccount(t);
    const end = (userId: string) =>
      t.services.people.revokeSession(userId, viewer?.sessionId ?? "");
    expect(await end(stranger.id)).toBe(false);
    expect(await t.services.findViewer(one)).not.toBeNull();
    expect(await end(id)).toBe(true);
    expect(await t.services.findViewer(one)).toBeNull();
    expect(await t.services.findViewer(two)).toMatchObject({ id });
    expect(await end(id)).toBe(false);
  });

  test("requests at the same moment are each their own person's, once each or twice", async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => addAccount(t)));
    const sessions: Headers[] = [];
    for (const { email } of people) sessions.push(await openSession(t.services, email));
    const [first] = sessions;
    if (!first) throw new Error("five signed in");
    const nobody = requestHeaders();
    nobody.set("cookie", "planwise.session_token=nobody.c2lnbmF0dXJl");
    const viewers = await Promise.all(
      [...sessions, first, nobody].map((headers) => t.services.findViewer(headers)),
    );
    expect(viewers.map((viewer) => viewer?.id)).toEqual([
      ...people.map(({ id }) => id),
      people[0]?.id,
      undefined,
    ]);
  });

  test("signing out ends the session for every copy of its cookie", async () => {
    const { email } = await addAccount(t);
    const headers = await openSession(t.services, email);
    await t.services.people.signOut(headers);
    expect(await t.services.findViewer(headers)).toBeNull();
  });

  test("closing the account ends all of them, at another server as well", async () => {
    const { id, email } = await addAccount(t);
    const admin = await addAccount(t, "admin");
    const headers = await openSession(t.services, email);
    const elsewhere = await t.another();
    expect(await elsewhere.findViewer(headers)).toMatchObject({ id });
    await t.services.people.change({ personId: id, actorId: admin.id, change: { kind: "close" } });
    expect(await elsewhere.findViewer(headers)).toBeNull();
  });

  test("a session that outlived its account's closing is nobody's", async () => {
    const { id, email } = await addAccount(t);
    const headers = await openSession(t.services, email);
    await t.db.prisma.user.update({ where: { id }, data: { deactivatedAt: t.clock.now() } });
    expect(await t.services.findViewer(headers)).toBeNull();
  });

  test("a session whose time is up is nobody's", async () => {
    const { id, email } = await addAccount(t);
    const headers = await openSession(t.services, email);
    const { expiresAt } = await t.db.prisma.session.findFirstOrThrow({ where: { userId: id } });
    const before = t.clock.now();
    t.clock.set(new Date(expiresAt.getTime() - 1));
    expect(await t.services.findViewer(headers)).toMatchObject({ id });
    await t.db.prisma.session.updateMany({ where: { userId: id }, data: { expiresAt } });
    t.clock.set(expiresAt);
    expect(await t.services.findViewer(headers)).toBeNull();
    t.clock.set(before);
  });

  test("a new role counts from the next request on", async () => {
    const { id, email } = await addAccount(t);
    const admin = await addAccount(t, "admin");
    const headers = await openSession(t.services, email);
    const change = (role: "instructor" | "learner") =>
      t.services.people.change({
        personId: id,
        actorId: admin.id,
        change: { kind: "role", role },
      });
    await change("instructor");
    expect(await t.services.findViewer(headers)).toMatchObject({ role: "instructor" });
    await change("learner");
    expect(await t.services.findViewer(headers)).toMatchObject({ role: "learner" });
  });

  test.each([
    ["no cookie", ""],
    ["a cookie of nobody", "planwise.session_token=nobody.c2lnbmF0dXJl"],
    ["an empty cookie", "planwise.session_token="],
    ["a cookie made of quotes", `planwise.session_token="'; --"`],
  ])("%s is nobody", async (_case, cookie) => {
    const headers = requestHeaders();
    if (cookie !== "") headers.set("cookie", cookie);
    expect(await t.services.findViewer(headers)).toBeNull();
  });

  test("a cookie whose signature was changed is nobody", async () => {
    const { email } = await addAccount(t);
    const headers = await openSession(t.services, email);
    const cookie = headers.get("cookie") ?? "";
    const [token = ""] = cookie.split("=")[1]?.split(".") ?? [];
    const longer = `${cookie.slice(cookie.indexOf("=") + 1)}${"%20".repeat(1000)}`;
    for (const forged of [token, `${token}.`, `${token}.c2lnbmF0dXJl`, longer]) {
      const changed = requestHeaders([`planwise.session_token=${forged}`]);
      expect(await t.services.findViewer(changed)).toBeNull();
    }
    expect(await t.services.findViewer(headers)).not.toBeNull();
  });

  test("a cookie set before signing in does not become the session", async () => {
    const { email } = await addAccount(t);
    const planted = requestHeaders(["planwise.session_token=planted.c2lnbmF0dXJl"]);
    const result = await t.services.people.signIn({ headers: planted, email, password: PASSWORD });
    expect(result.kind).toBe("signed-in");
    expect(await t.services.findViewer(planted)).toBeNull();
  });
});

describe("the last administrator", () => {
  test("cannot be closed or demoted, nor can administrators do it to themselves", async () => {
    await t.db.prisma.user.updateMany({ data: { role: "learner" } });
    const admin = await addAccount(t, "admin");
    const change = (personId: string, what: "close" | "demote") =>
      t.services.people.change({
        personId,
        actorId: admin.id,
        change: what === "close" ? { kind: "close" } : { kind: "role", role: "learner" },
      });
    expect(await change(admin.id, "close")).toMatchObject({ kind: "refused" });
    expect(await change(admin.id, "demote")).toMatchObject({ kind: "refused" });
    const second = await addAccount(t, "admin");
    expect(await change(admin.id, "demote")).toEqual({ kind: "refused", reason: "yourself" });
    expect(await change(second.id, "demote")).toEqual({ kind: "changed" });
    expect(await change("nobody", "close")).toEqual({ kind: "not-found" });
  });
});
