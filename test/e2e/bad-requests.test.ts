import { describe, expect } from "vitest";
import { readLog } from "./support/examination.ts";
import { cookieOf, sendRaw } from "./support/raw-request.ts";
import { test } from "./support/sitting.ts";
import { createVisitor } from "./support/visitor.ts";

const MEBIBYTE = 1_048_576;

describe("bodies larger than a mebibyte: 413, whatever is asked", () => {
  test.for(["/sign-in", "/today", "/nowhere"])("%s", async (path, { sitting }) => {
    const answer = await sitting.visitor.send(path, {
      method: "POST",
      body: "x".repeat(MEBIBYTE + 1),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/larger than 1 MiB/);
  });

  test("also when it comes in pieces of unknown number", async ({ sitting, planwise }) => {
    const { visitor, attemptId } = sitting;
    const before = await readLog(planwise, attemptId);
    const piece = new TextEncoder().encode("x".repeat(65_536));
    let pieces = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pieces += 1;
        if (pieces > 64) controller.close();
        else controller.enqueue(piece);
      },
    });
    const answer = await visitor
      .send(`/assess/attempts/${attemptId}/steps`, {
        method: "POST",
        body: endless,
        duplex: "half",
        headers: { "content-type": "application/json" },
      } as RequestInit)
      .then(({ status }) => status)
      // The server hangs up on who goes on sending.
      .catch(() => 413);
    expect(answer).toBe(413);
    expect(await readLog(planwise, attemptId)).toEqual(before);
  });
});

describe("forms that are none, or malformed: a reason, never an error of ours", () => {
  const forms = ["/sign-in", "/forgot-password", "/reset-password", "/account"];
  const urlencoded = "application/x-www-form-urlencoded";
  test.for<[string, RequestInit, number]>([
    ["JSON", { body: "{}", headers: { "content-type": "application/json" } }, 415],
    ["plain text", { body: "email=a", headers: { "content-type": "text/plain" } }, 415],
    ["nothing at all", {}, 415],
    ["multipart without a boundary", multipart("multipart/form-data"), 400],
    ["multipart cut off", multipart("multipart/form-data; boundary=zzz"), 400],
    [
      "a zero character",
      {
        body: "email=a%00&password=b%00&token=c%00&session=d%00",
        headers: { "content-type": urlencoded },
      },
      400,
    ],
    [
      "compressed",
      { body: "x", headers: { "content-type": urlencoded, "content-encoding": "gzip" } },
      415,
    ],
  ])("%s", async ([_name, init, status], { sitting }) => {
    for (const path of forms) {
      const answer = await sitting.visitor.send(path, { method: "POST", ...init });
      expect({ path, status: answer.status }).toEqual({ path, status });
      expect(await answer.text()).not.toMatch(/Something broke on our side|at async/);
    }
  });

  function multipart(type: string): RequestInit {
    return {
      body: '--zzz\r\nContent-Disposition: form-data; name="e',
      headers: { "content-type": type },
    };
  }

  test("fields given twice, and fields nobody asked for", async ({ people, planwise }) => {
    const admin = await people.as("admin");
    const invited = await admin.send("/admin/people", {
      method: "POST",
      body: "intent=invite&email=&role=admin&role=learner&id=1&acceptedAt=now",
      headers: { "content-type": urlencoded },
    });
    const link = /\/invitation\/[\w-]+/.exec(await invited.text())?.[0] ?? "";
    const guest = createVisitor(planwise);
    const accepted = await guest.send(link, {
      method: "POST",
      body: "name=Mallory&email=mallory%40example.com&password=long+enough+a+word&role=admin&isAdmin=true&emailVerified=true&__proto__[role]=admin",
      headers: { "content-type": urlencoded },
    });
    expect(accepted.status).toBe(302);
    expect(await (await guest.get("/account")).text()).toContain("mallory@example.com, learner");
    expect((await guest.get("/admin/people")).status).toBe(403);
  });
});

describe("methods nobody offers", () => {
  test.for<[string, string, number]>([
    ["PUT", "/today", 405],
    ["DELETE", "/account", 415],
    ["PATCH", "/assess", 405],
    ["OPTIONS", "/today", 405],
    ["PUT", "/nowhere", 404],
    ["GET", "/api/auth/get-session", 404],
    ["GET", "/api/auth/sign-up/email", 404],
    ["POST", "/api/auth/sign-up/email", 404],
    ["POST", "/api/auth/sign-in/email", 404],
  ])("%s %s: %i", async ([method, path, status], { sitting }) => {
    const answer = await sitting.visitor.send(path, { method });
    expect(answer.status).toBe(status);
  });

  test.for([
    "TRACE / HTTP/1.1",
    "CONNECT planwise:443 HTTP/1.1",
    "FOO / HTTP/1.1",
    "GET /\0 HTTP/1.1",
    "GET http://evil.example/ HTTP/1.1",
    "GET / HTTP/9.9",
  ])("%j leaves the server well", async (line, { planwise }) => {
    const answer = await sendRaw(
      planwise,
      `${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    expect((await fetch(`${planwise.origin}/healthz`)).status).toBe(200);
  });
});

describe("paths that want out", () => {
  test.for([
    "/.git/config",
    "/.env",
    "/..%2f..%2fetc%2fpasswd",
    "/assets/..%2f..%2fserver%2findex.js",
    "/assets/../../package.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/%2e%2e%5c%2e%2e%5cpackage.json",
    "//evil.example/",
    "/assets/",
    "/server/index.js",
    "/%c0%af",
    "/learn/%00",
    "/today?x=%00",
    `/${"a".repeat(5_000)}`,
    "/lab/data/..%2f..%2fpackage.json",
    "/account/x.css",
    "/app.js.map",
  ])("%s", async (path, { sitting, planwise }) => {
    const answer = await sendRaw(
      planwise,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${cookieOf(sitting.visitor)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404|414|421) /);
    expect(answer).not.toMatch(/root:|"dependencies"|sourceMappingURL/);
    expect(answer).not.toMatch(/^location:/im);
  });

  test("a header without end, and ten thousand of them, end at the door", async ({ planwise }) => {
    for (const headers of [`X: ${"y".repeat(100_000)}\r\n`, "X: y\r\n".repeat(10_000)]) {
      const answer = await sendRaw(planwise, `GET / HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
      expect(answer).toMatch(/^(HTTP\/1\.1 4(31|00) |$)/);
    }
    expect((await fetch(`${planwise.origin}/healthz`)).status).toBe(200);
  });

  test("another Host is refused, so no link of ours can point there", async ({ planwise }) => {
    for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]) {
      const answer = await sendRaw(
        planwise,
        `GET /sign-in HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    }
  });

  test("one length and another in the same request are not believed", async ({ planwise }) => {
    const answer = await sendRaw(
      planwise,
      "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin/people HTTP/1.1\r\nHost: localhost\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

test("who leaves in the middle of a file is no failure", async ({ sitting, planwise }) => {
  const page = await (await sitting.visitor.get("/lab/index-for-filter-and-order")).text();
  const address = /\/lab\/data\/[\w-]+\.tar\.gz/.exec(page)?.[0] ?? "";
  const answer = await sitting.visitor.get(address);
  await answer.body?.cancel();
  await expect
    .poll(() => planwise.log().filter((line) => line.includes(address)), { timeout: 10_000 })
    .toEqual([expect.stringMatching(/aborted/)]);
});

test("after all of it the server has logged no failure of its own", ({ planwise }) => {
  const failures = planwise.log().filter((line) => / 5\d\d \d+ms|Error:|at async/.test(line));
  expect(failures).toEqual([]);
});
