import { describe, expect } from "vitest";
import { cookieOf, sendRaw } from "./support/raw-request.ts";
import { test } from "./support/sitting.ts";

describe("where signing in leads is a path of ours", () => {
  test.for<[string, string]>([
    ["/standing", "/standing"],
    ["/assess?x=1", "/assess?x=1"],
    ["", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["https:evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/%0d%0aset-cookie: a=b", "/%0d%0aset-cookie: a=b"],
    ["/\r\nset-cookie: a=b", "/"],
    ["/\t/evil.example", "/"],
    ["/./\\evil.example", "/evil.example"],
  ])("to=%j leads to %j", async ([to, lands], { people, planwise }) => {
    const visitor = people.nobody();
    const answer = await visitor.postForm(`/sign-in?to=${encodeURIComponent(to)}`, {
      email: "learner@demo.planwise.dev",
      password: "planwise-demo",
    });
    expect(answer.status).toBe(302);
    const location = new URL(answer.headers.get("location") ?? "", `${planwise.origin}/sign-in`);
    expect(location.origin).toBe(planwise.origin);
    expect(location.href).toBe(new URL(lands, planwise.origin).href);
    expect(answer.headers.getSetCookie().join()).not.toContain("a=b");
  });
});

describe("writes from another site", () => {
  test.for<[string, Record<string, string>, boolean]>([
    ["our own origin", {}, true],
    ["another origin", { origin: "https://evil.example" }, false],
    ["another port", { origin: "http://localhost:1" }, false],
    ["a subdomain's origin", { origin: "http://evil.localhost" }, false],
    ["Origin: null", { origin: "null" }, false],
    ["an origin that is none", { origin: "evil" }, false],
    [
      "no origin, same site by the browser's word",
      { origin: "", "sec-fetch-site": "same-origin" },
      true,
    ],
    [
      "no origin, cross site by the browser's word",
      { origin: "", "sec-fetch-site": "cross-site" },
      false,
    ],
    ["no origin, same site only", { origin: "", "sec-fetch-site": "same-site" }, false],
    ["no origin and no word", { origin: "" }, false],
  ])("%s", async ([_name, own, allowed], { sitting, planwise }) => {
    const { attemptId, visitor } = sitting;
    const headers = Object.entries({ origin: planwise.origin, ...own })
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("");
    const body = JSON.stringify({ steps: [], baseSeq: 0 });
    for (const type of ["application/json", "text/plain"]) {
      const answer = await sendRaw(
        planwise,
        `POST /assess/attempts/${attemptId}/steps HTTP/1.1\r\nHost: ${new URL(planwise.origin).host}\r\nConnection: close\r\n` +
          `Cookie: ${cookieOf(visitor)}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`,
      );
      expect(answer).toMatch(allowed ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 40[03] /);
    }
    // Signing somebody in from elsewhere is refused the same way.
    const signIn = "email=learner%40demo.planwise.dev&password=planwise-demo";
    const login = await sendRaw(
      planwise,
      `POST /sign-in HTTP/1.1\r\nHost: ${new URL(planwise.origin).host}\r\nConnection: close\r\n` +
        `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${signIn.length}\r\n${headers}\r\n${signIn}`,
    );
    expect(login).toMatch(allowed ? /^HTTP\/1\.1 302 / : /^HTTP\/1\.1 40[03] /);
  });
});
