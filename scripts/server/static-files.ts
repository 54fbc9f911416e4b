import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import { fileHeaders } from "#app/platform/security-headers.server.ts";

const ENCODINGS = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/**
 * Built files. Those under assets/ carry a hash of their content in their name and may be kept
 * forever; each has compressed copies beside it, made at build time.
 */
export function staticFiles(directory: string, https: boolean): RequestHandler {
  const compressed = new Set(listFiles(directory).filter((path) => /\.(br|gz)$/.test(path)));
  const headers = fileHeaders(https);
  const router = Router();
  router.use((request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next("router");
    // Compressed copies have no address of their own.
    if (/\.(br|gz)$/.test(request.path)) return next("router");
    const { path } = request;
    const copies = ENCODINGS.filter(({ suffix }) => compressed.has(path + suffix));
    if (copies.length > 0) response.vary("Accept-Encoding");
    const encoding = copies.find(({ name }) => request.acceptsEncodings(name) === name);
    if (encoding !== undefined) {
      response.type(path.slice(path.lastIndexOf(".")));
      response.set("Content-Encoding", encoding.name);
      request.url = path + encoding.suffix;
    }
    next();
  });
  router.use(
    express.static(directory, {
      index: false,
      redirect: false,
      dotfiles: "ignore",
      setHeaders(response, path) {
        const immutable = path.startsWith(join(directory, "assets"));
        response.set(headers);
        response.set(
          "Cache-Control",
          immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        );
      },
    }),
  );
  return router;
}

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).map((path) => `/${path}`);
}
