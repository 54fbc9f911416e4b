// What start and test share. Plain JavaScript without dependencies: it runs on the machine's own
// Node (20.19 or later) before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
const OLDEST_NPM = 10;
const NPM_CHECKED_EVERY_MS = 500;

/** Prints one line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Ends with a sentence that says what to do. */
export function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Installs what is missing, so that the pinned Node and every package are there. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    refuse(
      `Planwise needs Node ${OLDEST_NODE.join(".")} or later to install itself; this is ${process.versions.node}. Install a current Node from https://nodejs.org.`,
    );
  }
  if (isInstalled()) return;
  if (existsSync(inRoot("node_modules")) && lstatSync(inRoot("node_modules")).isSymbolicLink()) {
    refuse(
      "node_modules is a link and does not match package-lock.json. Run `npm ci` where it points to.",
    );
  }
  requireNpm();
  say("Installing packages (npm ci); the first time takes a minute …");
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: projectRoot,
    stdio: "inherit",
    env: installEnvironment(),
  });
  if (installed.status !== 0) {
    refuse(
      "The packages could not be installed: see npm's message above, mend it and start again.",
    );
  }
}

// Some package managers' scripts would download engines that Planwise never uses; a production
// environment would leave out what the build needs.
function installEnvironment() {
  const { NODE_ENV: _production, ...environment } = process.env;
  return {
    ...environment,
    npm_config_include: "dev,optional",
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

function requireNpm() {
  const version = spawnSync("npm", ["--version"], { encoding: "utf8" }).stdout?.trim();
  if (version === undefined) {
    refuse(
      "Planwise needs npm to install its packages. Install it together with Node from https://nodejs.org.",
    );
  } else if (Number.parseInt(version, 10) < OLDEST_NPM) {
    refuse(
      `Planwise needs npm ${OLDEST_NPM} or later; this is ${version}. Run: npm install -g npm@11`,
    );
  }
}

// What npm wrote down about its last installation must be what the lock file asks for. Comparing
// content and not times: a checkout gives every file a new time.
function isInstalled() {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record) || !existsSync(pinnedNode())) return false;
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || (entry.optional && present[path] === undefined)) return true;
    return present[path]?.version === entry.version;
  });
}

/** The Node that package.json pins, as a path. */
export function pinnedNode() {
  return inRoot("node_modules/.bin/node");
}

export function inRoot(path) {
  return join(projectRoot, path);
}

/** Generates what the sources import: the Prisma client and the sandbox's guest program. */
export function ensureGenerated() {
  onlyWhenChanged(
    "app/generated/.stamp",
    [
      "prisma/schema.prisma",
      "package-lock.json",
      "scripts/generate.mjs",
      "scripts/generate-guest.ts",
      "app/adapters/sandbox",
    ],
    () => {
      say("Generating the database client …");
      runScript("generate");
    },
  );
}

const BUILD_STAMP = "build/.stamp";
const BUILD_SOURCES = [
  "app",
  "public",
  "scripts/build.ts",
  "vite.config.ts",
  "react-router.config.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the web application unless the build is of exactly these sources. */
export function ensureBuilt() {
  onlyWhenChanged(BUILD_STAMP, BUILD_SOURCES, () => {
    say("Building the web application …");
    runScript("build");
  });
}

/** Notes that the build is of the sources as they are now; `npm run build` says so when it is done. */
export function stampBuild() {
  writeFileSync(inRoot(BUILD_STAMP), hashSources(BUILD_SOURCES));
}

function onlyWhenChanged(stamp, sources, work) {
  const file = inRoot(stamp);
  const hash = hashSources(sources);
  if (existsSync(file) && readFileSync(file, "utf8") === hash) return;
  work();
  mkdirSync(dirname(file), { recursive: true });
  // Hashed again: generating may have written below the sources.
  writeFileSync(file, hashSources(sources));
}

function runScript(name) {
  const done = spawnSync("npm", ["run", "--silent", name], {
    cwd: projectRoot,
    encoding: "utf8",
    env: withPinnedNode(),
  });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ""}${done.stderr ?? ""}`);
  refuse(`\`npm run ${name}\` failed: see above.`);
}

/** The environment in which `node` is the pinned one. */
export function withPinnedNode() {
  return { ...process.env, PATH: `${inRoot("node_modules/.bin")}:${process.env.PATH}` };
}

function hashSources(sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesOf(inRoot(source))).sort()) {
    hash
      .update(file.slice(projectRoot.length))
      .update("\0")
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!lstatSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Runs a script of ours under the pinned Node in this process's place: same terminal, same signals,
 * same exit status. The channel between the two tells the script when this process is gone.
 */
export function continueWith(script, args, environment = withPinnedNode()) {
  const child = spawn(pinnedNode(), [inRoot(script), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: environment,
    cwd: projectRoot,
  });
  // Ctrl-C reaches the child by itself; what is sent to us alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  whenNpmEnds(() => child.kill("SIGTERM"));
  child.once("error", (error) => refuse(`${pinnedNode()} cannot be started: ${error.message}.`));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

// npm passes a signal to the shell it started us through, and that shell does not pass it on:
// whoever stops `npm start` would leave the server running. So we look whether npm still lives.
function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(watch);
    stop();
  }, NPM_CHECKED_EVERY_MS);
  watch.unref();
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  } catch {
    return process.platform === "linux"
      ? undefined
      : spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  }
}
