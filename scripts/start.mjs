// npm start: from a fresh checkout to an address, doing only what is missing. With --dev, pages
// come from the sources through Vite and change as you edit.
import {
  continueWith,
  ensureBuilt,
  ensureGenerated,
  ensureInstalled,
  refuse,
} from "./bootstrap.mjs";

const development = process.argv.includes("--dev");
if (process.platform === "win32") {
  refuse(
    "Planwise runs on Linux and macOS. On Windows, start it inside WSL (https://learn.microsoft.com/windows/wsl).",
  );
}
ensureInstalled();
ensureGenerated();
if (!development) ensureBuilt();
continueWith("scripts/serve.ts", process.argv.slice(2));
