import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartupError } from "#app/platform/startup-error.ts";

export interface Listening {
  server: Server;
  port: number;
  /** What answers from now on; until then every request hears that Planwise is starting. */
  answerWith(listener: RequestListener): void;
  /** Stops listening, lets running requests finish and cuts what is left after some seconds. */
  close(): Promise<void>;
}

const FINISH_WITHIN_MS = 6_000;

/** Takes the port first, so that a port in use is known before anything else is started. */
export async function listen(host: string, port: number): Promise<Listening> {
  let answer = answerStarting;
  const server = createServer((request, response) => answer(request, response));
  // Slow senders are cut off; an idle connection outlives the usual 60 s of a proxy in front.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    answerWith(listener) {
      answer = listener;
    },
    close: () => closeServer(server),
  };
}

const answerStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { "Retry-After": "2", "Content-Type": "text/plain" });
  response.end("Planwise is starting.\n");
};

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS).unref();
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new StartupError(
        `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start.`,
      );
    case "EACCES":
      return new StartupError(
        `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StartupError(
        `PLANWISE_HOST ${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for every address.`,
      );
    default:
      return error;
  }
}
