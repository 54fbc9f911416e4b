import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

/** Everything the environment decides, parsed once when a process starts. */
export interface Settings {
  /** Real people's data: no demo team, no secret of our own making. */
  production: boolean;
  host: string;
  /** 0 lets the system choose, for tests. */
  port: number;
  /** Where people reach Planwise, without a slash at the end; null means the address it listens on. */
  origin: string | null;
  /** How many proxies of ours stand in front: whose word on the client's address counts. */
  trustedProxies: number;
  /** Signs sessions; null means one that Planwise makes and keeps in the data directory. */
  secret: string | null;
  dataDirectory: string;
  /** Where lessons, questions and rules are; null means the project's own. */
  contentDirectory: string | null;
  /** Where the exercises and their data sets are; null means the project's own. */
  exercisesDirectory: string | null;
  /** One's own PostgreSQL; null means the embedded one. */
  databaseUrl: string | null;
  /** The demo team is loaded: only on the embedded database, only reachable from this machine. */
  demo: boolean;
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; problems: string[] };

const SECRET_LENGTH = 32;

const directory = (what: string) =>
  z
    .string()
    .transform((path) => resolve(path))
    .refine((path) => existsSync(path), `must be the folder with the ${what}, and there is none`)
    .optional();

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a whole number from 1 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a whole number from 1 to 65535")
    .default(3000),
  PLANWISE_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "must be an address to listen on, such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  PLANWISE_ORIGIN: z
    .string()
    .refine(isOrigin, "must be an address without a path, such as https://planwise.example.com")
    .transform((origin) => origin.replace(/\/$/, ""))
    .optional(),
  PLANWISE_TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, "must be the number of proxies in front of Planwise, 0 to 9")
    .transform(Number)
    .default(0),
  PLANWISE_SECRET: z
    .string()
    .min(
      SECRET_LENGTH,
      `must have at least ${SECRET_LENGTH} characters; make one with \`openssl rand -base64 33\``,
    )
    .optional(),
  PLANWISE_DATA_DIR: z.string().default(".planwise"),
  PLANWISE_CONTENT_DIR: directory("lessons and questions"),
  PLANWISE_EXERCISES_DIR: directory("exercises"),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      "must look like postgresql://user:password@host:5432/database (special characters in the password percent-encoded)",
    )
    .optional(),
});

/** All problems at once, each a sentence that names the variable; values of secrets never appear. */
export function parseSettings(environment: NodeJS.ProcessEnv): SettingsResult {
  // An empty variable is one that was not set: that is how most tools unset one.
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = variables.safeParse(Object.fromEntries(given));
  if (parsed.success) {
    const settings = settle(parsed.data);
    const problems = findContradictions(settings);
    return problems.length === 0 ? { ok: true, settings } : { ok: false, problems };
  }
  // What is malformed counts as not set for the checks that look at several variables.
  const malformed = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const rest = variables.parse(Object.fromEntries(given.filter(([name]) => !malformed.has(name))));
  const further = malformed.has("PLANWISE_SECRET") ? [] : findContradictions(settle(rest));
  return { ok: false, problems: [...parsed.error.issues.map(sentence), ...further] };
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")} ${issue.message}.`;
}

function settle(from: z.infer<typeof variables>): Settings {
  const origin = from.PLANWISE_ORIGIN ?? null;
  const databaseUrl = from.DATABASE_URL ?? null;
  const local = isLoopback(from.PLANWISE_HOST);
  const served = databaseUrl !== null && origin !== null && origin.startsWith("https://");
  const production = from.NODE_ENV === "production" || !local || served;
  return {
    production,
    host: from.PLANWISE_HOST,
    port: from.PORT,
    origin,
    trustedProxies: from.PLANWISE_TRUSTED_PROXIES,
    secret: from.PLANWISE_SECRET ?? null,
    dataDirectory: resolve(from.PLANWISE_DATA_DIR),
    contentDirectory: from.PLANWISE_CONTENT_DIR ?? null,
    exercisesDirectory: from.PLANWISE_EXERCISES_DIR ?? null,
    databaseUrl,
    demo: !production && databaseUrl === null,
  };
}

function findContradictions(settings: Settings): string[] {
  if (!settings.production || settings.secret !== null) return [];
  return [
    `PLANWISE_SECRET is missing: it signs people's sessions and ${whyProduction(settings)}. Make one with \`openssl rand -base64 33\` and keep it.`,
  ];
}

function whyProduction(settings: Settings): string {
  if (!isLoopback(settings.host)) return `PLANWISE_HOST ${settings.host} lets other machines in`;
  if (settings.databaseUrl !== null && settings.origin?.startsWith("https://")) {
    return `${settings.origin} on a database of your own is a production server`;
  }
  return "NODE_ENV=production is set";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  const plain = url !== null && url.pathname === "/" && url.search === "" && url.hash === "";
  return plain && ["http:", "https:"].includes(url.protocol) && url.username === "";
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["postgres:", "postgresql:"].includes(url.protocol);
}
