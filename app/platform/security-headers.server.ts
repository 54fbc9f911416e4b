import { randomBytes } from "node:crypto";

/** A value that inline scripts of one response carry; another for every response. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

export interface PageSecurity {
  nonce: string;
  /** People reach us over https: browsers may be told to insist on it. */
  https: boolean;
  /** Vite's own development scripts come from where a policy would not let them. */
  development: boolean;
}

/** The headers of every page, action and error. */
export function pageHeaders({ nonce, https, development }: PageSecurity): Record<string, string> {
  return {
    ...sharedHeaders(https),
    ...(development ? {} : { "Content-Security-Policy": pagePolicy(nonce, https) }),
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  };
}

/**
 * The headers of built files. Workers take their policy from their own response: the engines in
 * them are WebAssembly, which pages themselves may not compile.
 */
export function fileHeaders(https: boolean): Record<string, string> {
  return {
    ...sharedHeaders(https),
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
  };
}

function sharedHeaders(https: boolean): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    // Links of invitations and password resets must not travel in a Referer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(https ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
}

function pagePolicy(nonce: string, https: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // The editor writes style elements and attributes of its own.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
