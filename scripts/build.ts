// npm run build: the web application in build/, each built file with compressed copies beside it.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { stampBuild } from "./bootstrap.mjs";

const COMPRESSIBLE = /\.(js|css|html|svg|json|wasm|txt|data|sql|ttf)$/;
const WORTH_COMPRESSING_BYTES = 1_024;

const compressors = [
  {
    suffix: ".br",
    run: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: {
          // The very best setting takes minutes on the editor and the engines for 3 % less.
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { suffix: ".gz", run: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) },
];

buildApplication();
await compressFiles("build/client");
stampBuild();

function buildApplication(): void {
  const manifest = createRequire(import.meta.url).resolve("@react-router/dev/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { "react-router": string } };
  const cli = join(dirname(manifest), bin["react-router"]);
  const built = spawnSync(process.execPath, [cli, "build"], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (built.status === 0) return;
  process.stderr.write(`${built.stdout}${built.stderr}`);
  process.exit(1);
}

async function compressFiles(directory: string): Promise<void> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => COMPRESSIBLE.test(path) && statSync(path).size >= WORTH_COMPRESSING_BYTES);
  const queue = [...files];
  const worker = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) await compressFile(path);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function compressFile(path: string): Promise<void> {
  const bytes = readFileSync(path);
  for (const { suffix, run } of compressors) {
    const smaller = await run(bytes);
    if (smaller.length < bytes.length * 0.9) writeFileSync(path + suffix, smaller);
  }
}
