import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Option, type Command } from "commander";
import { joinDatabase } from "#app/adapters/postgres/prepare-database.ts";
import type { Role } from "#app/data/people.server.ts";
import { parseSettings, type Settings } from "#app/platform/env.server.ts";
import { StartupError } from "#app/platform/startup-error.ts";
import { password as passwordRule } from "#app/routes/auth/password-rule.ts";
import type { wirePeople } from "#app/wiring.server.ts";
import { readOrMakeSecret } from "../server/own-secret.ts";

const projectRoot = join(import.meta.dirname, "..", "..");

/** What the audit log calls whoever sits at the machine. */
const actor = "command-line";
const roles: readonly Role[] = ["learner", "instructor", "admin"];

type People = ReturnType<typeof wirePeople>["people"];
type Flags = { json?: boolean };
/** What a command prints: lines for people, the same as one JSON document for programs. */
type Answer = { text: string; json: unknown };

/** A wish that cannot be granted, in a sentence that says what to do. */
class Refusal extends Error {}

const json = new Option("--json", "print one JSON document on stdout");
const fromStdin = new Option(
  "--password-stdin",
  "set the password that comes on standard input instead",
);

export function registerUser(program: Command): void {
  const user = program
    .command("user")
    .description("add people, change their roles, let them in again, list them");
  user
    .command("add")
    .argument("<email>", "address of the person")
    .description("print an invitation link, or make an account with a password")
    .addOption(new Option("--role <role>", "what they may do").choices(roles).default("learner"))
    .option("--name <name>", "their name; only with --password-stdin")
    .addOption(fromStdin)
    .addOption(json)
    .action((email: string, flags: AddFlags) =>
      answer(flags, (people) => add(people, email, flags)),
    );
  user
    .command("role")
    .argument("<email>", "address of the person")
    .argument("<role>", `one of ${roles.join(", ")}`)
    .description("change what a person may do")
    .addOption(json)
    .action((email: string, role: string, flags: Flags) =>
      answer(flags, (people) => changeRole(people, email, role)),
    );
  user
    .command("reset")
    .argument("<email>", "address of the person")
    .description("print a link to choose a new password, or set one")
    .addOption(fromStdin)
    .addOption(json)
    .action((email: string, flags: ResetFlags) =>
      answer(flags, (people) => reset(people, email, flags)),
    );
  user
    .command("list")
    .description("list everybody with an account")
    .addOption(json)
    .action((flags: Flags) => answer(flags, list));
}

type AddFlags = Flags & { role: Role; name?: string; passwordStdin?: boolean };
type ResetFlags = Flags & { passwordStdin?: boolean };

async function add(people: People, address: string, flags: AddFlags): Promise<Answer> {
  const email = readAddress(address);
  const { role } = flags;
  if (flags.passwordStdin) {
    const password = await readPassword();
    const name = flags.name?.trim() || (email.split("@")[0] ?? email);
    const result = await people.add({ name, email, role, password, by: actor });
    if (result.kind === "already-here") throw alreadyHere(email);
    return {
      text: `${name} <${email}> is ${role} now and can sign in with that password.`,
      json: { id: result.id, name, email, role },
    };
  }
  const result = await people.invite({ email, role, invitedBy: actor });
  if (result.kind === "already-here") throw alreadyHere(email);
  const { link, expiresAt } = result;
  return {
    text: `Invitation for ${email} as ${role}, good until ${moment(expiresAt)}. Hand over this link; it is not shown again:\n${link}`,
    json: { email, role, link, expiresAt: expiresAt.toISOString() },
  };
}

async function changeRole(people: People, address: string, wanted: string): Promise<Answer> {
  const email = readAddress(address);
  const role = roles.find((one) => one === wanted);
  if (!role) throw new Refusal(`“${wanted}” is no role. Use one of ${roles.join(", ")}.`);
  const person = await people.findByEmail(email);
  if (!person) throw nobody(email);
  const result = await people.change({
    personId: person.id,
    actorId: actor,
    change: { kind: "role", role },
  });
  if (result.kind === "not-found") throw nobody(email);
  if (result.kind === "refused")
    throw new Refusal(
      `${email} is the only administrator. Make somebody else administrator first: npx planwise user role <email> admin`,
    );
  return {
    text: `${person.name} <${email}> was ${person.role} and is ${role} now.`,
    json: { id: person.id, email, from: person.role, role },
  };
}

async function reset(people: People, address: string, flags: ResetFlags): Promise<Answer> {
  const email = readAddress(address);
  const password = flags.passwordStdin ? await readPassword() : null;
  const result = await people.reset({ email, password, by: actor });
  switch (result.kind) {
    case "not-found":
      throw nobody(email);
    case "refused":
      throw new Refusal(
        `The account of ${email} is closed. An administrator reopens it under People; then reset it.`,
      );
    case "set":
      return {
        text: `${email} can sign in with that password. Every session was ended.`,
        json: { email, set: true },
      };
    case "link":
      return {
        text: `A link for ${email} to choose a new password, good until ${moment(result.expiresAt)}:\n${result.link}`,
        json: { email, link: result.link, expiresAt: result.expiresAt.toISOString() },
      };
    default:
      return result satisfies never;
  }
}

async function list(people: People): Promise<Answer> {
  const rows = (await people.list()).map(({ id, name, email, role, deactivatedAt }) => ({
    id,
    name,
    email,
    role,
    closed: deactivatedAt !== null,
  }));
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => pick(row).length));
  const [name, email] = [width((row) => row.name), width((row) => row.email)];
  const lines = rows.map(
    (row) =>
      `${row.name.padEnd(name)}  ${row.email.padEnd(email)}  ${row.role}${row.closed ? ", closed" : ""}`,
  );
  return {
    text:
      lines.join("\n") ||
      "Nobody has an account yet. Begin with: npx planwise user add <email> --role admin",
    json: rows,
  };
}

/** Reaches the database, does the one thing, prints, and leaves everything as it was running. */
async function answer(flags: Flags, act: (people: People) => Promise<Answer>): Promise<void> {
  try {
    const { text, json } = await withPeople(act);
    process.stdout.write(flags.json ? `${JSON.stringify(json)}\n` : `${text}\n`);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof StartupError)) throw error;
    if (flags.json) process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function withPeople<T>(act: (people: People) => Promise<T>): Promise<T> {
  const settings = readSettings();
  // Only now: the other commands do without the database's client, which a fresh clone has not made.
  const { wirePeople } = await import("#app/wiring.server.ts");
  const database = await joinDatabase({
    databaseUrl: settings.databaseUrl,
    dataDirectory: settings.dataDirectory,
    migrationsDirectory: join(projectRoot, "prisma", "migrations"),
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  try {
    const { people, close } = wirePeople({
      databaseUrl: database.url,
      origin: settings.origin ?? `http://localhost:${settings.port}`,
      secret: settings.secret ?? readOrMakeSecret(settings.dataDirectory),
      // What would go to the log is what the command prints anyway.
      log: () => {},
    });
    try {
      return await act(people);
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}

function readSettings(): Settings {
  const result = parseSettings(process.env);
  if (result.ok) return result.settings;
  throw new StartupError(["These settings are wrong:", ...result.problems].join("\n  "));
}

async function readPassword(): Promise<string> {
  const given = (await text(process.stdin)).replace(/\r?\n$/, "");
  const parsed = passwordRule.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    `The password on standard input does not do. ${parsed.error.issues[0]?.message}`,
  );
}

function readAddress(given: string): string {
  const email = given.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 320) return email;
  throw new Refusal(`“${given}” is no e-mail address. Write one like name@example.com.`);
}

function alreadyHere(email: string): Refusal {
  return new Refusal(
    `${email} has an account already. Change the role with: npx planwise user role ${email} <role>, or let them in again with: npx planwise user reset ${email}`,
  );
}

function nobody(email: string): Refusal {
  return new Refusal(
    `Nobody has the address ${email}. Look with: npx planwise user list, or add them with: npx planwise user add ${email}`,
  );
}

/** "2026-11-30 09:00 UTC" */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
