import type { IncomingMessage } from "node:http";

/** The largest body any form or draft needs, with room; more is refused before it is read. */
export const BODY_LIMIT_BYTES = 1_048_576;

export type Body =
  | { ok: true; bytes: Uint8Array | null }
  | { ok: false; status: 400 | 413 | 415; reason: string };

const TOO_LARGE: Body = {
  ok: false,
  status: 413,
  reason: `The request is larger than ${BODY_LIMIT_BYTES / 1_048_576} MiB; nothing of it was stored.`,
};

/** Reads a whole body, or says why not: half a body never reaches a route. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (request.method === "GET" || request.method === "HEAD") return { ok: true, bytes: null };
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    return { ok: false, status: 415, reason: "Send the request without Content-Encoding." };
  }
  if (Number(request.headers["content-length"] ?? 0) > BODY_LIMIT_BYTES) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_LIMIT_BYTES) return TOO_LARGE;
      chunks.push(chunk);
    }
  } catch {
    return { ok: false, status: 400, reason: "The request broke off; nothing of it was stored." };
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}
