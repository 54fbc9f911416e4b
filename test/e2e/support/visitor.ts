import { DEMO_PASSWORD } from "#scripts/seed-demo.ts";
import type { Planwise } from "./planwise.ts";

export type Role = "learner" | "instructor" | "admin";
export interface Account {
  name: string;
  email: string;
  password: string;
}

/** A person at the other end of HTTP, without a browser: cookies are kept, redirects are not followed. */
export interface Visitor {
  /** Null for somebody who is not signed in. */
  account: Account | null;
  /** The cookies as the server last set them. */
  cookies(): ReadonlyMap<string, string>;
  /** Any request; `Origin` is the server's own unless the headers say otherwise. */
  send(path: string, init?: RequestInit): Promise<Response>;
  get(path: string): Promise<Response>;
  /** What a browser sends for a form. */
  postForm(path: string, fields: Record<string, string>): Promise<Response>;
  postJson(path: string, body: unknown): Promise<Response>;
}

/** Somebody who is not signed in; `account` says who it is going to be. */
export function createVisitor(planwise: Planwise, account: Account | null = null): Visitor {
  const jar = new Map<string, string>();
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has("origin")) headers.set("origin", planwise.origin);
    if (jar.size > 0) headers.set("cookie", cookieHeader(jar));
    const response = await fetch(planwise.origin + path, { redirect: "manual", ...init, headers });
    keepCookies(jar, response.headers.getSetCookie());
    return response;
  }
  return {
    account,
    cookies: () => jar,
    send,
    get: (path) => send(path),
    postForm: (path, fields) => send(path, { method: "POST", body: new URLSearchParams(fields) }),
    postJson: (path, body) =>
      send(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
  };
}

/** Who the demo team's member of a role is. */
export function demoAccount(role: Role): Account {
  return { name: role, email: `${role}@demo.planwise.dev`, password: DEMO_PASSWORD };
}

export async function signIn(planwise: Planwise, account: Account): Promise<Visitor> {
  const visitor = createVisitor(planwise, account);
  const { email, password } = account;
  const response = await visitor.postForm("/sign-in", { email, password });
  if (response.status !== 302) {
    throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
  }
  return visitor;
}

let guests = 0;

/** A new account of a role, made the way people get theirs: by an administrator's invitation. */
export async function inviteAccount(
  planwise: Planwise,
  admin: Visitor,
  role: Role,
): Promise<Account> {
  guests += 1;
  const name = `Guest ${guests}`;
  const account = {
    name,
    email: `guest-${guests}@example.com`,
    password: "a long enough password",
  };
  const invited = await admin.postForm("/admin/people", { intent: "invite", email: "", role });
  const link = /\/invitation\/([\w-]+)/.exec(await invited.text())?.[0];
  if (link === undefined) throw new Error(`no invitation: ${invited.status}`);
  const accepted = await createVisitor(planwise).postForm(link, { ...account });
  if (accepted.status !== 302) throw new Error(`not accepted: ${accepted.status}`);
  return account;
}

function cookieHeader(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keepCookies(jar: Map<string, string>, setCookies: readonly string[]): void {
  for (const line of setCookies) {
    const [pair = "", ...attributes] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const ended = attributes.some((one) => /^\s*max-age=0$/i.test(one));
    if (ended || value === "") jar.delete(name);
    else jar.set(name, value);
  }
}
