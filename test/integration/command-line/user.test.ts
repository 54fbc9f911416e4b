import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "#app/adapters/postgres/supervisor.ts";
import { openSession, PASSWORD, requestHeaders } from "#test/support/accounts.ts";
import { makeDataDirectory } from "#test/support/data-directory.ts";
import { planwise } from "#test/support/planwise.ts";
import { createTestServices, type TestServices } from "#test/support/services.ts";

let t: TestServices;
let env: Record<string, string>;

beforeAll(async () => {
  t = await createTestServices(undefined, new Date());
  env = { DATABASE_URL: t.db.url, PLANWISE_ORIGIN: "http://planwise.test" };
});
afterAll(() => t.dispose());

const user = (args: string, input?: string) =>
  planwise(["user", ...args.split(" ")], { env, ...(input === undefined ? {} : { input }) });

test("add prints a link that makes an account with the role", async () => {
  const added = await user("add Ann@Example.com --role instructor --json");
  expect(added).toMatchObject({ status: 0, stderr: "" });
  const { link, ...said } = JSON.parse(added.stdout) as { link: string };
  expect(said).toMatchObject({ email: "ann@example.com", role: "instructor" });
  expect(link).toMatch(/^http:\/\/planwise\.test\/invitation\/[\w-]{32}$/);
  const accepted = await t.services.people.acceptInvitation({
    token: link.split("/").at(-1) ?? "",
    name: "Ann",
    email: "ann@example.com",
    password: PASSWORD,
  });
  expect(accepted).toMatchObject({ kind: "accepted" });
  expect(await t.services.people.findByEmail("ann@example.com")).toMatchObject({
    role: "instructor",
  });
});

test("add with a password on standard input makes an account that can sign in", async () => {
  const added = await planwise(
    ["user", "add", "ben@example.com", "--name", "Ben Builder", "--password-stdin"],
    { env, input: `${PASSWORD}\n` },
  );
  expect(added.stdout).toBe(
    "Ben Builder <ben@example.com> is learner now and can sign in with that password.\n",
  );
  const viewer = await t.services.findViewer(await openSession(t.services, "ben@example.com"));
  expect(viewer).toMatchObject({ name: "Ben Builder", role: "learner" });
});

test("role changes what somebody may do, and the log says who did it", async () => {
  const id = await t.addPerson("learner");
  const person = (await t.services.people.list()).find((one) => one.id === id);
  const changed = await user(`role ${person?.email} admin --json`);
  expect(JSON.parse(changed.stdout)).toMatchObject({ id, from: "learner", role: "admin" });
  expect(await t.services.people.findByEmail(person?.email ?? "")).toMatchObject({ role: "admin" });
  const [event] = await t.db.prisma.auditEvent.findMany({ where: { subjectId: id } });
  expect(event).toMatchObject({ actorId: "command-line", action: "change-role-person" });
});

test("reset prints a link that sets a new password once", async () => {
  await planwise(["user", "add", "cora@example.com", "--password-stdin"], { env, input: PASSWORD });
  const reset = await user("reset cora@example.com");
  expect(reset.status).toBe(0);
  const link = reset.stdout.trim().split("\n").at(-1) ?? "";
  expect(link).toMatch(/^http:\/\/planwise\.test\/reset-password\?token=/);
  const token = new URL(link).searchParams.get("token") ?? "";
  const { people } = t.services;
  expect(await people.resetPassword(requestHeaders(), token, "another long password")).toBe(true);
  expect(await people.resetPassword(requestHeaders(), token, "and yet another one")).toBe(false);
  await openSession(t.services, "cora@example.com", "another long password");
});

test("reset with a password on standard input sets it and ends every session", async () => {
  await planwise(["user", "add", "dan@example.com", "--password-stdin"], { env, input: PASSWORD });
  const session = await openSession(t.services, "dan@example.com");
  const reset = await user("reset dan@example.com --password-stdin", "another long password\n");
  expect(reset.stdout).toBe(
    "dan@example.com can sign in with that password. Every session was ended.\n",
  );
  expect(await t.services.findViewer(session)).toBeNull();
  await openSession(t.services, "dan@example.com", "another long password");
});

test("list names everybody", async () => {
  const people = await t.services.people.list();
  const listed = JSON.parse((await user("list --json")).stdout) as { email: string }[];
  expect(listed.map((one) => one.email).sort()).toEqual(people.map((one) => one.email).sort());
  const lines = (await user("list")).stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(people.length);
});

test.each([
  ["add not-an-address", "“not-an-address” is no e-mail address. Write one like name@example.com."],
  ["role zoe@example.com boss", "“boss” is no role. Use one of learner, instructor, admin."],
  [
    "role zoe@example.com admin",
    "Nobody has the address zoe@example.com. Look with: npx planwise user list, or add them with: npx planwise user add zoe@example.com",
  ],
  [
    "reset zoe@example.com",
    "Nobody has the address zoe@example.com. Look with: npx planwise user list, or add them with: npx planwise user add zoe@example.com",
  ],
  [
    "add zoe@example.com --password-stdin",
    "The password on standard input does not do. Use at least 10 characters; a short sentence works well.",
  ],
])("%s is refused with a sentence, on both streams", async (args, sentence) => {
  const refused = await user(`${args} --json`, "short");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe(`${sentence}\n`);
  expect(JSON.parse(refused.stdout)).toEqual({ error: sentence });
});

test("a role that is not there is refused by name", async () => {
  const refused = await user("add eve@example.com --role boss");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("Allowed choices are learner, instructor, admin");
});

test("without a server the command starts the database for as long as it lasts; beside one it joins", async () => {
  const directory = makeDataDirectory();
  const own = { PLANWISE_DATA_DIR: directory.path };
  try {
    const alone = await planwise(["user", "add", "first@example.com", "--json"], { env: own });
    expect(alone.status).toBe(0);
    expect(alone.stderr).toContain("Creating the PostgreSQL data directory");
    const server = await startEmbeddedPostgres({ dataDirectory: directory.path, log: () => {} });
    try {
      const pid = server.pid();
      const beside = await planwise(
        ["user", "add", "second@example.com", "--password-stdin", "--json"],
        { env: own, input: PASSWORD },
      );
      expect(beside).toMatchObject({ status: 0, stderr: "" });
      const listed = await planwise(["user", "list", "--json"], { env: own });
      expect(JSON.parse(listed.stdout)).toMatchObject([{ email: "second@example.com" }]);
      expect(server.pid()).toBe(pid);
    } finally {
      await server.stop();
    }
  } finally {
    directory.remove();
  }
});
