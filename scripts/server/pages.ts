import { writeReadableStreamToWritable } from "@react-router/node";
import type { NextFunction, Request as HttpRequest, Response as HttpResponse } from "express";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import { clientAddressHeader } from "#app/adapters/credentials/credentials.server.ts";
import type * as entry from "#app/entry.server.tsx";
import type { Services } from "#app/wiring.server.ts";
import { readBody } from "./body.ts";
import { sendReason } from "./reason.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);

type EntryModule = Pick<typeof entry, "servicesContext" | "nonceContext">;

export interface PagesOptions {
  /** The built application, or the current one of the development server. */
  loadBuild: () => Promise<ServerBuild>;
  services: Services;
  /** Where people reach Planwise; null: whatever address of this machine they typed. */
  origin: string | null;
  mode: "production" | "development";
}

/** Hands a request to React Router: its whole body, our own idea of its address, its context. */
export function servePages(options: PagesOptions) {
  return async (request: HttpRequest, response: HttpResponse, next: NextFunction) => {
    try {
      await answer(options, request, response);
    } catch (error) {
      next(error);
    }
  };
}

async function answer(
  options: PagesOptions,
  request: HttpRequest,
  response: HttpResponse,
): Promise<void> {
  if (!METHODS.has(request.method)) {
    sendReason(request, response, 405, "Planwise does not know what to do with this method.");
    return;
  }
  const url = addressOf(request, options.origin);
  if (url === null) {
    sendReason(request, response, 400, "The address of the request is malformed.");
    return;
  }
  const body = await readBody(request);
  if (!body.ok) {
    response.set("Connection", "close");
    sendReason(request, response, body.status, body.reason);
    return;
  }
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const build = await options.loadBuild();
  const page = await handlerOf(build, options.mode)(
    new Request(url, {
      method: request.method,
      headers: headersOf(request),
      signal: gone.signal,
      ...(body.bytes === null ? {} : { body: body.bytes as Uint8Array<ArrayBuffer> }),
    }),
    contextFor(build, options.services, response.locals["nonce"] as string),
  );
  await send(page, response);
}

type Handler = ReturnType<typeof createRequestHandler>;
const handlers = new WeakMap<ServerBuild, Handler>();

/** Making a handler compiles every route: once per build, not once per request. */
function handlerOf(build: ServerBuild, mode: PagesOptions["mode"]): Handler {
  const known = handlers.get(build);
  if (known) return known;
  const handler = createRequestHandler(build, mode);
  handlers.set(build, handler);
  return handler;
}

function contextFor(build: ServerBuild, services: Services, nonce: string): RouterContextProvider {
  // Context keys are compared by identity, so they come from the build that reads them.
  const { servicesContext, nonceContext } = build.entry.module as unknown as EntryModule;
  const context = new RouterContextProvider();
  context.set(servicesContext, services);
  context.set(nonceContext, nonce);
  return context;
}

function addressOf(request: HttpRequest, origin: string | null): URL | null {
  const base = origin ?? `http://${request.headers.host ?? "localhost"}`;
  // Joined as text: as a relative address, "//evil.example/" would name another host.
  const path = request.originalUrl.startsWith("/")
    ? request.originalUrl
    : `/${request.originalUrl}`;
  const url = URL.parse(base + path);
  return url !== null && isDecodable(url.pathname) && !url.search.includes("%00") ? url : null;
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

function headersOf(request: HttpRequest): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  // Ours alone to say: rate limits count by it.
  headers.set(clientAddressHeader, request.ip ?? "");
  return headers;
}

async function send(page: globalThis.Response, response: HttpResponse): Promise<void> {
  if (response.destroyed) {
    await page.body?.cancel();
    return;
  }
  response.status(page.status);
  for (const [name, value] of page.headers) response.append(name, value);
  // What a page shows belongs to the person signed in: no cache keeps it unless the route says so.
  if (!page.headers.has("Cache-Control")) response.set("Cache-Control", "private, no-store");
  if (page.body === null) response.end();
  // Small and known whole: one write instead of a stream.
  else if (page.headers.get("Content-Type")?.startsWith("application/json"))
    response.end(Buffer.from(await page.arrayBuffer()));
  else await stream(page.body, response);
}

/** Somebody who leaves while a page or a file is on its way is no error. */
async function stream(body: ReadableStream, response: HttpResponse): Promise<void> {
  try {
    await writeReadableStreamToWritable(body, response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
