import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSettings } from "#app/platform/env.server.ts";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const DATABASE_URL = "postgresql://me:pw@db.example.com/planwise";

test("nothing set: the embedded database, this machine only, the demo team", () => {
  expect(parseSettings({})).toEqual({
    ok: true,
    settings: {
      production: false,
      host: "127.0.0.1",
      port: 3000,
      origin: null,
      trustedProxies: 0,
      secret: null,
      dataDirectory: resolve(".planwise"),
      contentDirectory: null,
      exercisesDirectory: null,
      databaseUrl: null,
      demo: true,
    },
  });
});

describe("production and demo", () => {
  test.each([
    [{ NODE_ENV: "development" }, false, true],
    [{ NODE_ENV: "production", PLANWISE_SECRET: SECRET }, true, false],
    [{ PLANWISE_HOST: "0.0.0.0", PLANWISE_SECRET: SECRET }, true, false],
    [{ PLANWISE_HOST: "localhost" }, false, true],
    [{ DATABASE_URL }, false, false],
    [{ DATABASE_URL: "" }, false, true],
    [
      { DATABASE_URL, PLANWISE_ORIGIN: "https://learn.example.com/", PLANWISE_SECRET: SECRET },
      true,
      false,
    ],
  ])("%j", (environment, production, demo) => {
    expect(parseSettings(environment)).toMatchObject({ ok: true, settings: { production, demo } });
  });
});

describe("production without a secret is refused, with why it counts as production", () => {
  test.each([
    [{ NODE_ENV: "production" }, /NODE_ENV=production is set/],
    [{ PLANWISE_HOST: "0.0.0.0" }, /PLANWISE_HOST 0\.0\.0\.0 lets other machines in/],
    [{ DATABASE_URL, PLANWISE_ORIGIN: "https://learn.example.com" }, /is a production server/],
  ])("%j", (environment, reason) => {
    const result = parseSettings(environment);
    expect(result).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^PLANWISE_SECRET is missing/)],
    });
    expect(result).toEqual({ ok: false, problems: [expect.stringMatching(reason)] });
  });
});

test("all problems are reported at once, and no secret is repeated", () => {
  const result = parseSettings({
    PORT: "http",
    PLANWISE_ORIGIN: "learn.example.com",
    PLANWISE_SECRET: "hunter2",
    DATABASE_URL: "mysql://root:hunter2@db/planwise",
  });
  expect(result).toEqual({
    ok: false,
    problems: [
      "PORT must be a whole number from 1 to 65535.",
      "PLANWISE_ORIGIN must be an address without a path, such as https://planwise.example.com.",
      "PLANWISE_SECRET must have at least 32 characters; make one with `openssl rand -base64 33`.",
      "DATABASE_URL must look like postgresql://user:password@host:5432/database (special characters in the password percent-encoded).",
    ],
  });
  expect(JSON.stringify(result)).not.toContain("hunter2");
});

test("a missing secret is reported together with a malformed setting", () => {
  const result = parseSettings({ PORT: "http", NODE_ENV: "production" });
  expect(result).toEqual({
    ok: false,
    problems: [
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^PLANWISE_SECRET is missing/),
    ],
  });
});
