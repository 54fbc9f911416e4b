import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { randomUUID } from "node:crypto";
import { formatRequest, safePath } from "#app/platform/request-log.server.ts";
import { newNonce, pageHeaders } from "#app/platform/security-headers.server.ts";
import { sendReason } from "./reason.ts";

export interface HttpAppOptions {
  /** Where people reach Planwise; null: any address of this machine. */
  origin: string | null;
  /** Only this machine can reach us: another name in Host is a browser that was tricked. */
  loopbackOnly: boolean;
  /** How many proxies of ours stand in front; each adds an address to X-Forwarded-For. */
  trustedProxies: number;
  development: boolean;
  /** Rejects when the database does not answer. */
  pingDatabase: () => Promise<unknown>;
  isDraining: () => boolean;
  /** Built files, or Vite in development. */
  files: RequestHandler;
  pages: RequestHandler;
  log: (line: string) => void;
}

const PING_WITHIN_MS = 2_000;

/** Everything a request passes, in order, from the first byte to a page. */
export function createHttpApp(options: HttpAppOptions): Express {
  const https = options.origin?.startsWith("https://") ?? false;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustedProxies);
  app.get("/healthz", (_request, response) => {
    response.set("Cache-Control", "no-store").type("text").send("ok\n");
  });
  app.get("/readyz", readiness(options));
  if (options.loopbackOnly) app.use(knownHostOnly);
  app.use(requestLog(options));
  // A missing file under assets/ is a plain 404: an old page asking for an old script.
  app.use(options.files);
  app.use("/assets", (request, response) =>
    sendReason(request, response, 404, "There is no such file."),
  );
  // What a write is answered with is small.
  const compress = compression();
  app.use((request, response, next) =>
    request.method === "GET" ? compress(request, response, next) : next(),
  );
  app.use((_request, response, next) => {
    const nonce = newNonce();
    response.locals["nonce"] = nonce;
    response.set(pageHeaders({ nonce, https, development: options.development }));
    next();
  });
  app.use(options.pages);
  app.use(lastResort(options.log));
  return app;
}

function readiness(options: HttpAppOptions): RequestHandler {
  return async (_request, response) => {
    response.set("Cache-Control", "no-store").type("text");
    if (options.isDraining()) {
      response.status(503).send("shutting down\n");
      return;
    }
    const late = AbortSignal.timeout(PING_WITHIN_MS);
    const answered = await Promise.race([
      options.pingDatabase().then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => late.addEventListener("abort", () => resolve(false))),
    ]);
    if (answered) response.send("ready\n");
    else response.status(503).send("the database does not answer\n");
  };
}

const knownHostOnly: RequestHandler = (request, response, next) => {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)) next();
  else sendReason(request, response, 421, "This Planwise only answers to localhost.");
};

function requestLog(options: HttpAppOptions): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const id = randomUUID().slice(0, 8);
    response.locals["requestId"] = id;
    response.set("X-Request-Id", id);
    response.once("close", () => {
      const { method, originalUrl: target } = request;
      const quiet = target.startsWith("/assets/") && response.statusCode < 400;
      if (quiet || options.development) return;
      const ms = performance.now() - began;
      const aborted = !response.writableFinished;
      options.log(formatRequest({ id, method, target, status: response.statusCode, ms, aborted }));
    });
    next();
  };
}

function lastResort(log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = (error as { status?: number }).status ?? 500;
    if (status >= 500) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log(`${request.method} ${safePath(request.originalUrl)} failed: ${detail}`);
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const reason =
      status >= 500
        ? `Something went wrong here, and it was noted (request ${String(response.locals["requestId"])}).`
        : "The request cannot be understood.";
    sendReason(request, response, status, reason);
  };
}
