import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addAccount, openSession, PASSWORD, requestHeaders } from "#test/support/accounts.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";

const DAY = 86_400_000;
let t: TestServices;
let adminId: string;
beforeAll(async () => {
  t = await createTestServices();
  adminId = (await addAccount(t, "admin")).id;
});
beforeEach(() => t.db.prisma.rateLimit.deleteMany());
afterAll(() => t.dispose());

async function invite(email: string | null, role: "learner" | "instructor" = "learner") {
  const result = await t.services.people.invite({ email, role, invitedBy: adminId });
  if (result.kind !== "invited") throw new Error(result.kind);
  return result.link.split("/").at(-1) ?? "";
}
let guests = 0;
function newAddress(): string {
  guests += 1;
  return `guest-${guests}@example.com`;
}
const accept = (token: string, email: string) =>
  t.services.people.acceptInvitation({ token, name: "Guest", email, password: PASSWORD });

describe("invitations", () => {
  test("make an account with the role of the invitation, and say who used them", async () => {
    const email = newAddress();
    const token = await invite(email.toUpperCase(), "instructor");
    expect(await t.services.people.findOpenInvitation(token)).toEqual({
      email,
      role: "instructor",
    });
    const result = await accept(token, email);
    expect(result).toMatchObject({ kind: "accepted", email });
    const viewer = await t.services.findViewer(await openSession(t.services, email));
    expect(viewer).toMatchObject({ email, role: "instructor", name: "Guest" });
    const events = await t.db.prisma.auditEvent.findMany({
      where: { subjectKind: "invitation" },
      orderBy: { id: "asc" },
    });
    expect(events.map((event) => event.action)).toEqual(["invite-person", "accept-invitation"]);
  });

  test("no link is kept as it is: a copy of the database opens nothing", async () => {
    const token = await invite(null);
    const rows = await t.db.prisma.invitation.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("twice: the second finds it used", async () => {
    const token = await invite(null);
    expect(await accept(token, newAddress())).toMatchObject({ kind: "accepted" });
    expect(await accept(token, newAddress())).toEqual({ kind: "not-open" });
    expect(await t.services.people.findOpenInvitation(token)).toBeNull();
  });

  test("ten people press the button together: one account", async () => {
    const token = await invite(null);
    const addresses = Array.from({ length: 10 }, newAddress);
    const results = await Promise.all(addresses.map((email) => accept(token, email)));
    expect(results.filter((result) => result.kind === "accepted")).toHaveLength(1);
    expect(await t.db.prisma.user.count({ where: { email: { in: addresses } } })).toBe(1);
  });

  test.each([
    [7 * DAY - 1, "accepted"],
    [7 * DAY, "not-open"],
    [400 * DAY, "not-open"],
  ])("after %i ms: %s", async (ms, kind) => {
    const token = await invite(null);
    t.clock.advance(ms);
    expect(await accept(token, newAddress())).toMatchObject({ kind });
    t.clock.advance(-ms);
  });

  test("withdrawn: not open any more", async () => {
    const email = newAddress();
    const token = await invite(email);
    const invitations = await t.services.people.listInvitations();
    const id = invitations.find((one) => one.email === email)?.id ?? "";
    await t.services.people.revokeInvitation(id, t.clock.now());
    expect(await t.services.people.findOpenInvitation(token)).toBeNull();
    expect(await accept(token, email)).toEqual({ kind: "not-open" });
  });

  test("for another address: refused, and still open for the right one", async () => {
    const email = newAddress();
    const token = await invite(email);
    expect(await accept(token, newAddress())).toEqual({ kind: "wrong-address" });
    expect(await accept(token, ` ${email.toUpperCase()}`)).toMatchObject({ kind: "accepted" });
  });

  test("for an address that is here already: neither made nor used up", async () => {
    const { email } = await addAccount(t);
    expect(await t.services.people.invite({ email, role: "admin", invitedBy: adminId })).toEqual({
      kind: "already-here",
    });
    const token = await invite(null);
    expect(await accept(token, email.toUpperCase())).toEqual({ kind: "address-taken" });
    expect(await t.services.people.findOpenInvitation(token)).not.toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["a word", "nobody"],
    ["a path", "../../etc/passwd"],
    ["5,000 letters", "a".repeat(5_000)],
  ])("an unknown link: %s", async (_case, token) => {
    expect(await t.services.people.findOpenInvitation(token)).toBeNull();
    expect(await accept(token, newAddress())).toEqual({ kind: "not-open" });
  });
});

/** The token of the newest letter to this address, or null. */
function letterTo(email: string): string | null {
  const letter = t.log.findLast((line) => line.startsWith(`mail to ${email}:`));
  return letter?.match(/reset-password\?token=([^\s&]+)/)?.[1] ?? null;
}
const ask = (email: string) => t.services.people.requestPasswordReset(requestHeaders(), email);
const choose = (token: string, password: string) =>
  t.services.people.resetPassword(requestHeaders(), token, password);
const signIn = (email: string, password: string) =>
  t.services.people.signIn({ headers: requestHeaders(), email, password });

describe("a new password", () => {
  test("works once, ends every session and replaces the old one", async () => {
    const { email } = await addAccount(t);
    const before = await openSession(t.services, email);
    await ask(email);
    const token = letterTo(email) ?? "";
    expect(await choose(token, "another long password")).toBe(true);
    expect(await choose(token, "a third long password")).toBe(false);
    expect(await t.services.findViewer(before)).toBeNull();
    expect(await signIn(email, PASSWORD)).toEqual({ kind: "wrong" });
    expect(await signIn(email, "a third long password")).toEqual({ kind: "wrong" });
    expect(await signIn(email, "another long password")).toMatchObject({ kind: "signed-in" });
  });

  test("two browsers with the same link at once: one of them changes it", async () => {
    const { email } = await addAccount(t);
    await ask(email);
    const token = letterTo(email) ?? "";
    const passwords = ["first long password", "second long password"];
    const results = await Promise.all(passwords.map((password) => choose(token, password)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test("is not set by an old link, a short password or a made-up token", async () => {
    const { email } = await addAccount(t);
    await ask(email);
    const token = letterTo(email) ?? "";
    expect(await choose(token, "short")).toBe(false);
    expect(await choose("made-up", "another long password")).toBe(false);
    await t.db.prisma.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await choose(token, "another long password")).toBe(false);
    expect(await signIn(email, PASSWORD)).toMatchObject({ kind: "signed-in" });
  });

  test("asking says the same for a known and an unknown address; only one gets a letter", async () => {
    const { email } = await addAccount(t);
    expect(await ask(email)).toEqual(await ask("nobody@example.com"));
    expect(letterTo(email)).not.toBeNull();
    expect(letterTo("nobody@example.com")).toBeNull();
  });
});
