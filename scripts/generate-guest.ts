import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

/**
 * Bundles app/adapters/sandbox/guest (our part plus the real @supabase/postgrest-js) into one
 * module text, app/generated/sandbox-guest.ts, that QuickJS evaluates before a learner's code.
 * Does nothing when the text is up to date, so every start, build and test run may call it.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const guestDir = path.join(root, "app/adapters/sandbox/guest");
const target = path.join(root, "app/generated/sandbox-guest.ts");

export async function generateGuest(): Promise<"written" | "up to date"> {
  const stamp = `// ${await inputHash()}\n`;
  const current = await readFile(target, "utf8").catch(() => "");
  if (current.startsWith(stamp)) return "up to date";
  const code = await bundleGuest();
  await mkdir(path.dirname(target), { recursive: true });
  // Written beside and renamed, so that a test run starting at the same time never reads half a file.
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, `${stamp}export const guestSource = ${JSON.stringify(code)};\n`);
  await rename(draft, target);
  return "written";
}

async function inputHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await readdir(guestDir)).sort()) {
    hash.update(file).update(await readFile(path.join(guestDir, file)));
  }
  hash.update(await readFile(path.join(root, "node_modules/@supabase/postgrest-js/package.json")));
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  return hash.digest("hex");
}

async function bundleGuest(): Promise<string> {
  const { build } = await import("vite");
  const output = await build({
    configFile: false,
    root,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      lib: { entry: path.join(guestDir, "main.ts"), formats: ["es"], fileName: "guest" },
    },
  });
  const built = Array.isArray(output) ? output[0] : output;
  if (built === undefined || !("output" in built)) throw new Error("The guest bundle is empty.");
  const [chunk, ...others] = built.output;
  if (others.length > 0) throw new Error("The guest bundle must be one file.");
  return chunk.code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await generateGuest();
  process.stdout.write(`Sandbox guest: ${result}\n`);
}
