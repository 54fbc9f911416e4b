import type { Express, RequestHandler } from "express";
import type { Server } from "node:http";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ServerBuild } from "react-router";
import type { Settings } from "#app/platform/env.server.ts";
import { StartupError } from "#app/platform/startup-error.ts";
import type { Services } from "#app/wiring.server.ts";
import { createHttpApp } from "./http-app.ts";
import { servePages } from "./pages.ts";
import { staticFiles } from "./static-files.ts";

export interface AppOptions {
  settings: Settings;
  development: boolean;
  projectRoot: string;
  httpServer: Server;
  services: Services;
  pingDatabase: () => Promise<unknown>;
  isDraining: () => boolean;
  log: (line: string) => void;
}

/** The HTTP side over the services: the build in production, Vite over the sources in development. */
export async function createApp(options: AppOptions): Promise<Express> {
  const { settings, development, services, pingDatabase, isDraining, log } = options;
  const { origin } = settings;
  const source = await (development ? fromVite(options) : fromBuild(options));
  return createHttpApp({
    origin,
    loopbackOnly: origin === null && !settings.production,
    trustedProxies: settings.trustedProxies,
    development,
    pingDatabase,
    isDraining,
    files: source.files,
    pages: servePages({
      loadBuild: source.loadBuild,
      services,
      origin,
      mode: development ? "development" : "production",
    }),
    log,
  });
}

interface Source {
  files: RequestHandler;
  loadBuild: () => Promise<ServerBuild>;
}

async function fromBuild({ projectRoot, settings }: AppOptions): Promise<Source> {
  const entry = join(projectRoot, "build", "server", "index.js");
  if (!existsSync(entry)) {
    throw new StartupError(
      "Planwise is not built yet. Run `npm start`, which builds it, or `npm run build`.",
    );
  }
  const build = (await import(entry)) as ServerBuild;
  const https = settings.origin?.startsWith("https://") ?? false;
  return {
    files: staticFiles(join(projectRoot, "build", "client"), https),
    loadBuild: async () => build,
  };
}

async function fromVite({ projectRoot, httpServer }: AppOptions): Promise<Source> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root: projectRoot,
    server: { middlewareMode: { server: httpServer }, hmr: { server: httpServer } },
  });
  return {
    files: vite.middlewares as RequestHandler,
    loadBuild: () =>
      vite.ssrLoadModule(
        "virtual:react-router/server-build",
      ) as Promise<unknown> as Promise<ServerBuild>,
  };
}
