import { reasonOf } from "../../platform/startup-error.ts";

/** The server and database of a connection string, for a sentence; never its password. */
export function describeTarget(url: string): string {
  const parsed = new URL(url);
  const host = parsed.searchParams.get("host") ?? (parsed.hostname || "localhost");
  const place = host.startsWith("/") ? host : `${host}:${parsed.port || "5432"}`;
  return `The PostgreSQL at ${place}`;
}

/** Why a connection failed, and what to do about it, in one sentence or two. */
export function explainConnectionFailure(error: unknown, url: string): string {
  const parsed = new URL(url);
  const user = decodeURIComponent(parsed.username) || "(none)";
  const database = decodeURIComponent(parsed.pathname.slice(1)) || user;
  const target = describeTarget(url);
  const code = codeOf(error);
  const reason = reasonOf(error);
  switch (code) {
    case "28P01":
      return `${target} refuses the password of the user ${user}. Correct it in DATABASE_URL.`;
    case "28000":
      return `${target} does not let the user ${user} in (${reason}). Correct the user in DATABASE_URL, or allow it in the server's pg_hba.conf.`;
    case "3D000":
      return `${target} has no database ${database}. Create it with: CREATE DATABASE "${database}" OWNER "${user}".`;
    case "53300":
      return `${target} has no connection free (${reason}). Raise its max_connections, or close other clients.`;
    case "57P03":
      return `${target} is starting up or shutting down. Start Planwise again when it is ready.`;
    case "ECONNREFUSED":
    case "ENOENT":
      return `${target} does not answer: nothing listens there. Start it, or correct the address in DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${target} cannot be found: no such host. Correct the address in DATABASE_URL.`;
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "CERT_HAS_EXPIRED":
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `The certificate of ${lowerFirst(target)} cannot be trusted (${reason}). Name its authority with sslrootcert=<file> in DATABASE_URL.`;
  }
  if (/does not support SSL/i.test(reason)) {
    return `${target} does not speak TLS. Remove sslmode from DATABASE_URL, or turn ssl on in the server.`;
  }
  if (/must be a string|no password/i.test(reason)) {
    return `${target} asks for a password and DATABASE_URL has none for the user ${user}. Add it: postgresql://user:password@host/database.`;
  }
  return `${target} cannot be reached (${reason}). Check that it runs and that DATABASE_URL is right.`;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code);
  return (error as { code?: string }).code;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
