// The server process: settings, port, database, content, services, pages. Started by
// scripts/start.mjs, which has installed and built what is needed; `--dev` serves the sources
// through Vite instead of the build.
import { join } from "node:path";
import { prepareDatabase } from "#app/adapters/postgres/prepare-database.ts";
import { refuseIfHeld } from "#app/adapters/postgres/data-directory-lock.ts";
import { parseSettings, type Settings } from "#app/platform/env.server.ts";
import { StartupError } from "#app/platform/startup-error.ts";
import { listen } from "./server/listen.ts";
import { readOrMakeSecret } from "./server/own-secret.ts";
import { shutDownOnSignals, type Closable } from "./server/shutdown.ts";

const projectRoot = join(import.meta.dirname, "..");
const development = process.argv.includes("--dev");

/** One line of progress or of the request log, with its time in UTC. */
function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

const closables: Closable[] = [];
const shutdown = shutDownOnSignals(closables, log);
try {
  await serve(readSettings());
} catch (error) {
  const known = error instanceof StartupError;
  process.stderr.write(`${known ? error.message : explainCrash(error)}\n`);
  await shutdown.now(1, null);
}

async function serve(settings: Settings): Promise<void> {
  // After the settings were read, before React and Express are loaded: they choose their code by it.
  process.env["NODE_ENV"] = development ? "development" : "production";
  if (settings.databaseUrl === null) refuseIfHeld(settings.dataDirectory);
  const listening = await listen(settings.host, settings.port);
  closables.unshift({ name: "the port", close: listening.close });

  const database = await prepareDatabase({
    databaseUrl: settings.databaseUrl,
    dataDirectory: settings.dataDirectory,
    migrationsDirectory: join(projectRoot, "prisma", "migrations"),
    log,
    onGivingUp: (error) => void shutdown.now(1, error.message),
  });
  closables.push({ name: "the database", close: database.stop });

  const { checkContent } = await import("./server/check-content.ts");
  const exercises = settings.exercisesDirectory ?? join(projectRoot, "exercises");
  const content = settings.contentDirectory ?? join(projectRoot, "content");
  const cache = join(projectRoot, ".cache");
  const course = await checkContent({ content, exercises, cache }, development, log);

  const { wire } = await import("#app/wiring.server.ts");
  const wired = wire({
    databaseUrl: database.url,
    origin: settings.origin ?? `http://localhost:${listening.port}`,
    secret: settings.secret ?? readOrMakeSecret(settings.dataDirectory),
    demo: settings.demo,
    course,
    projectRoot,
    exercisesDirectory: exercises,
    log,
  });
  closables.splice(1, 0, { name: "the services", close: wired.close });
  if (settings.demo) {
    const { seedDemo } = await import("./seed-demo.ts");
    await seedDemo(wired.services, log);
  }

  await wired.startBackground();

  const { createApp } = await import("./server/create-app.ts");
  const app = await createApp({
    settings,
    development,
    projectRoot,
    httpServer: listening.server,
    services: wired.services,
    pingDatabase: wired.ping,
    isDraining: shutdown.isDraining,
    log,
  });
  listening.answerWith(app);
  await announce(settings, listening.port);
}

function readSettings(): Settings {
  const result = parseSettings(process.env);
  if (result.ok) return result.settings;
  throw new StartupError(
    [
      "Planwise cannot start with these settings:",
      ...result.problems.map((line) => `  ${line}`),
    ].join("\n"),
  );
}

async function announce(settings: Settings, port: number): Promise<void> {
  const listening = `${settings.host}:${port}`;
  const address =
    settings.origin === null
      ? `http://localhost:${port}`
      : `${settings.origin} (listening on ${listening})`;
  const lines = ["", `Planwise is ready: ${address}`];
  if (settings.demo) {
    const { DEMO_PASSWORD, DEMO_TEAM } = await import("./seed-demo.ts");
    lines.push(
      "This is a demo on a database of its own, open to this machine only. Sign in as",
      ...DEMO_TEAM.map(({ email, role }) => `  ${role.padEnd(11)} ${email}`),
      `  password    ${DEMO_PASSWORD}`,
    );
  }
  if (settings.production && settings.origin === null) {
    lines.push(
      "Set PLANWISE_ORIGIN to the address people use: links in letters point to it, and https makes cookies secure.",
    );
  }
  process.stdout.write(`${lines.join("\n")}\n\n`);
}

function explainCrash(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
