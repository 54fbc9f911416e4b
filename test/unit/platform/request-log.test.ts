import { expect, test } from "vitest";
import { formatRequest, safePath } from "#app/platform/request-log.server.ts";

test("one line per request", () => {
  const record = { id: "ab12", method: "POST", target: "/sign-in?to=%2Flearn", status: 302 };
  expect(formatRequest({ ...record, ms: 12.4, aborted: false })).toBe(
    "POST /sign-in 302 12ms id=ab12",
  );
  expect(formatRequest({ ...record, ms: 12.4, aborted: true })).toContain("aborted");
});

test.each([
  ["/reset-password?token=abc", "/reset-password"],
  ["/invitation/J4kW9xQm2bT7vLpR8sYcZ1aD", "/invitation/…"],
  ["/invitation/J4kW9xQm2bT7vLpR8sYcZ1aD.data", "/invitation/…"],
  [
    "/assess/attempts/0199d8f2-6c1e-7a44-9a3e-0a5f1f6f2b11/steps",
    "/assess/attempts/0199d8f2-6c1e-7a44-9a3e-0a5f1f6f2b11/steps",
  ],
  [
    "/learn/query-optimization/pages-that-never-skip-rows",
    "/learn/query-optimization/pages-that-never-skip-rows",
  ],
  ["/a\nb GET /forged", "/a%0Ab%20GET%20/forged"],
])("%j is logged as %j", (target, logged) => {
  expect(safePath(target)).toBe(logged);
});
