import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "./server.ts";

/** Fetches a path of the server as somebody who may read lessons. */
type Get = (path: string) => Promise<Response>;

export type WeightResult = { lessonKb: number; minimumKb: number; moreKb: number };

/**
 * JavaScript (gzip -9) that a lesson page loads before anything is pressed, over what React Router
 * itself needs for one empty page, built by the same tools in the same run.
 */
export async function measurePageWeight(get: Get): Promise<WeightResult> {
  const minimum = buildMinimum();
  const lesson = await scriptBytes(get, "/learn/query-optimization/reading-a-plan");
  return { lessonKb: lesson / 1000, minimumKb: minimum / 1000, moreKb: (lesson - minimum) / 1000 };
}

/** Every script the HTML names: entry, manifest, preloaded modules. They name all their imports. */
async function scriptBytes(get: Get, path: string): Promise<number> {
  const html = await (await get(path)).text();
  if (!html.includes("Reading a plan")) throw new Error("the lesson did not open");
  const urls = new Set(
    [...html.matchAll(/["'](\/assets\/[^"']+\.js)["']/g)].map((match) => match[1] ?? ""),
  );
  let bytes = 0;
  for (const url of urls) {
    const text = await (await get(url)).text();
    bytes += gzipSync(text, { level: 9 }).length;
  }
  return bytes;
}

function buildMinimum(): number {
  const dir = join(projectRoot, ".cache", "bench-minimum");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, "app", "routes"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  write("package.json", '{ "type": "module", "private": true }');
  write(
    "react-router.config.ts",
    'export default { ssr: true, routeDiscovery: { mode: "initial" } };',
  );
  write(
    "vite.config.ts",
    'import { reactRouter } from "@react-router/dev/vite"; export default { plugins: [reactRouter()], build: { target: "es2022" } };',
  );
  write(
    "app/routes.ts",
    'import { index } from "@react-router/dev/routes"; export default [index("routes/home.tsx")];',
  );
  write(
    "app/routes/home.tsx",
    "export default function Home() { return <h1>Reading a plan</h1>; }",
  );
  write(
    "app/root.tsx",
    'import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "react-router"; export default function App() { return <html><head><Meta /><Links /></head><body><Outlet /><ScrollRestoration /><Scripts /></body></html>; }',
  );
  execFileSync(join(projectRoot, "node_modules", ".bin", "react-router"), ["build"], {
    cwd: dir,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "ignore",
  });
  const assets = join(dir, "build", "client", "assets");
  const total = readdirSync(assets)
    .filter((name) => name.endsWith(".js"))
    .reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length,
      0,
    );
  return total;
}
