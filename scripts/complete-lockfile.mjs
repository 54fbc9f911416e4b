// npm run lockfile, after any change of dependencies. npm leaves out of package-lock.json what the
// registry at hand could not serve: the builds of a tool for other operating systems, on a registry
// that mirrors only some. `npm ci` then refuses the file everywhere. Their names, versions and
// platforms follow from the packages that want them, so they are added here; each is only ever
// fetched on its own platform.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "ppc64",
  "riscv64",
  "s390x",
  "x64",
  "wasm32",
];
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

/** Optional packages that the lock file's packages want and the lock file does not hold. */
export function findMissing(packages) {
  return Object.entries(packages).flatMap(([path, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(
        ([name]) =>
          packages[`${path}/node_modules/${name}`] === undefined &&
          packages[`node_modules/${name}`] === undefined,
      )
      .map(([name, version]) => ({ name, version, parent })),
  );
}

function entryFor({ name, version, parent }) {
  const words = name.slice(name.lastIndexOf("/") + 1).split("-");
  const pick = (known) => words.filter((word) => known.includes(word));
  const libc = words.flatMap((word) => LIBRARIES[word] ?? []);
  return {
    version,
    cpu: pick(PROCESSORS),
    ...(parent.dev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(pick(SYSTEMS).length > 0 ? { os: pick(SYSTEMS) } : {}),
  };
}

if (import.meta.main ?? process.argv[1]?.endsWith("complete-lockfile.mjs")) {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const missing = findMissing(lock.packages);
  for (const wanted of missing) lock.packages[`node_modules/${wanted.name}`] = entryFor(wanted);
  for (const entry of Object.values(lock.packages)) {
    if (entry.resolved?.startsWith("http")) delete entry.resolved;
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} packages for other platforms added`);
}
