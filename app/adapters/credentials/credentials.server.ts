import { createHmac, timingSafeEqual } from "node:crypto";
import { randomBytes } from "node:crypto";
import { betterAuth } from "better-auth";
import { getSessionCookie } from "better-auth/cookies";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { v7 as uuidv7 } from "uuid";
import type { Mailer } from "#app/adapters/mail/mailer.server.ts";
import type { Database } from "#app/data/database.server.ts";

/** Set by the server from the socket (or the trusted proxy); whatever a client sends is replaced. */
export const clientAddressHeader = "x-planwise-client-address";

const cookiePrefix = "planwise";

const resetValidSeconds = 3600;
const REMEMBERED_SIGNATURES = 10_000;

export type CredentialSettings = { origin: string; secret: string; secureCookies: boolean };

export type SignedIn = { kind: "signed-in"; cookies: readonly string[] };
export type SessionInfo = {
  id: string;
  token: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/**
 * Passwords and sessions, on better-auth. Nobody can sign themselves up: accounts come from
 * invitations and the command line. Sessions are read from the database at every request, so a
 * revoked one ends at once.
 */
export function createCredentials(db: Database, settings: CredentialSettings, mailer: Mailer) {
  const auth = betterAuth({
    baseURL: settings.origin,
    basePath: "/api/auth",
    secret: settings.secret,
    database: prismaAdapter(db.prisma, { provider: "postgresql" }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: resetValidSeconds,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user, token }) {
        const link = `${settings.origin}/reset-password?token=${encodeURIComponent(token)}`;
        await mailer.send({
          to: user.email,
          subject: "Choose a new password for Planwise",
          text: `Hello ${user.name},\n\nsomebody asked for a new password for your Planwise account. If it was you, open this link within one hour:\n\n${link}\n\nIf it was not you, ignore this letter: your password stays as it is.`,
        });
      },
    },
    user: { additionalFields: { role: { type: "string", input: false, defaultValue: "learner" } } },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400, cookieCache: { enabled: false } },
    // Per address and generous, because a whole office may share one; guesses at a single account
    // are limited by sign-in.ts.
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 300,
      customRules: {
        "/sign-in/email": { window: 60, max: 60 },
        "/request-password-reset": { window: 60, max: 20 },
        "/reset-password": { window: 60, max: 20 },
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: settings.secureCookies,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: () => uuidv7() },
    },
    trustedOrigins: [settings.origin],
    telemetry: { enabled: false },
    logger: { level: "error" },
  });

  // A signature that was ours stays ours; whether the session still lives is asked each time.
  const signedByUs = new Set<string>();

  /** Sends one request through better-auth's own handler, so that its limits and checks apply. */
  function call(path: string, headers: Headers, body: unknown): Promise<Response> {
    const inner = new Headers({ "content-type": "application/json", origin: settings.origin });
    for (const name of ["cookie", "user-agent", clientAddressHeader]) {
      const value = headers.get(name);
      if (value) inner.set(name, value);
    }
    return auth.handler(
      new Request(`${settings.origin}/api/auth${path}`, {
        method: "POST",
        headers: inner,
        body: JSON.stringify(body),
      }),
    );
  }

  return {
    /** The session token of a request, if its signature is ours; says nothing about whether it still holds. */
    readToken(headers: Headers): string | null {
      const cookie = getSessionCookie(headers, { cookiePrefix });
      const signed = cookie === null ? null : decodeCookie(cookie);
      const at = signed?.lastIndexOf(".") ?? -1;
      if (signed === null || at < 1) return null;
      const token = signed.slice(0, at);
      if (signedByUs.has(signed)) return token;
      // The same HMAC as better-auth's makeSignature, without a hop to its thread pool per request.
      const hmac = createHmac("sha256", settings.secret).update(token).digest("base64");
      // Compared as text: of the many spellings base64 has for it, only the one we gave out.
      const [expected, given] = [Buffer.from(hmac), Buffer.from(signed.slice(at + 1))];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      if (signedByUs.size >= REMEMBERED_SIGNATURES) signedByUs.clear();
      signedByUs.add(signed);
      return token;
    },
    /** Moves the end of the session, as better-auth does it. */
    async renewSession(headers: Headers): Promise<void> {
      await auth.api.getSession({ headers });
    },
    async signIn(
      headers: Headers,
      email: string,
      password: string,
    ): Promise<SignedIn | { kind: "refused" } | { kind: "too-many" }> {
      const response = await call("/sign-in/email", headers, { email, password, rememberMe: true });
      if (response.ok) return { kind: "signed-in", cookies: response.headers.getSetCookie() };
      return response.status === 429 ? { kind: "too-many" } : { kind: "refused" };
    },
    async signOut(headers: Headers): Promise<readonly string[]> {
      return (await call("/sign-out", headers, {})).headers.getSetCookie();
    },
    /** Says nothing about whether the address is known. */
    async requestPasswordReset(headers: Headers, email: string): Promise<{ tooMany: boolean }> {
      return {
        tooMany: (await call("/request-password-reset", headers, { email })).status === 429,
      };
    },
    async resetPassword(headers: Headers, token: string, newPassword: string): Promise<boolean> {
      return (await call("/reset-password", headers, { token, newPassword })).ok;
    },
    /** Makes an account with a password; the caller has checked that the address is free. */
    async createAccount(person: {
      name: string;
      email: string;
      role: string;
      password: string;
    }): Promise<string> {
      const context = await auth.$context;
      const password = await context.password.hash(person.password);
      const user = await context.internalAdapter.createUser(
        {
          name: person.name,
          email: person.email.toLowerCase(),
          emailVerified: true,
          role: person.role,
        },
        { method: "email-password" },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: "credential",
        password,
      });
      return user.id;
    },
    /** What a link to choose a new password carries; good for one use within an hour. */
    async createResetToken(userId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
      const context = await auth.$context;
      const token = randomBytes(24).toString("base64url");
      const expiresAt = new Date(now.getTime() + resetValidSeconds * 1000);
      await context.internalAdapter.createVerificationValue({
        identifier: `reset-password:${token}`,
        value: userId,
        expiresAt,
      });
      return { token, expiresAt };
    },
    async setPassword(userId: string, password: string): Promise<void> {
      const context = await auth.$context;
      await context.internalAdapter.updatePassword(userId, await context.password.hash(password));
      await db.prisma.session.deleteMany({ where: { userId } });
    },
    async listSessions(userId: string): Promise<SessionInfo[]> {
      return db.prisma.session.findMany({ where: { userId }, orderBy: { createdAt: "desc" } });
    },
    /** Ends one of this person's sessions; somebody else's id does nothing and says false. */
    async revokeSession(userId: string, sessionId: string): Promise<boolean> {
      return (await db.prisma.session.deleteMany({ where: { id: sessionId, userId } })).count === 1;
    },
    async revokeAllSessions(userId: string): Promise<void> {
      await db.prisma.session.deleteMany({ where: { userId } });
    },
  };
}

function decodeCookie(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
export type Credentials = ReturnType<typeof createCredentials>;
