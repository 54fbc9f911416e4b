import { describe, expect } from "vitest";
import { findBarriers, openPage, openWindow, sidewaysScroll } from "./support/browser.ts";
import { test } from "./support/test.ts";

// What guards every other end-to-end test must itself be seen to bite.
describe("a window notices", () => {
  test.for<[string, () => void, RegExp]>([
    ["a console error", () => console.error("oh no"), /^console error: oh no/],
    ["a console warning", () => console.warn("hm"), /^console warning: hm/],
    ["an exception", () => void setTimeout(() => JSON.parse("{")), /^exception: SyntaxError/],
    [
      "a promise nobody waits for",
      () => void Promise.reject(new Error("unheard")),
      /^exception: Error: unheard/,
    ],
    [
      "a script the policy forbids",
      () => document.body.append(Object.assign(document.createElement("script"), { text: "1" })),
      /^console error: .*Content Security Policy/,
    ],
    [
      "a request to another host",
      () => document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/x.png" })),
      /^(request to another host|console error: .*127\.0\.0\.1:9)/,
    ],
  ])("%s", async ([_name, act, noticed], { browser, planwise }) => {
    const window = await openWindow(browser, planwise);
    await openPage(window.page, "/sign-in");
    expect(window.problems).toEqual([]);
    await window.page.evaluate(act);
    await expect.poll(() => window.problems.join("\n")).toMatch(noticed);
    await window.context.close();
  });

  test("what it was told to expect, it lets pass", async ({ browser, planwise }) => {
    const window = await openWindow(browser, planwise, { expect: [/oh no/] });
    await openPage(window.page, "/sign-in");
    await window.page.evaluate(() => console.error("oh no"));
    await window.page.evaluate(() => console.error("oh dear"));
    await expect.poll(() => window.problems).toEqual([expect.stringContaining("oh dear")]);
    await window.context.close();
  });
});

test("barriers and sideways scroll are found", async ({ browse }) => {
  const page = await browse({ width: 390 });
  await openPage(page, "/sign-in");
  expect(await findBarriers(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.style.width = "500px";
    document.querySelector("main")?.append(field);
  });
  expect(await findBarriers(page)).toEqual([expect.stringContaining("label")]);
  expect(await sidewaysScroll(page)).toBeGreaterThan(100);
});

test("visitors of each role are who they say, and new ones are somebody else", async ({
  people,
}) => {
  for (const role of ["learner", "instructor", "admin"] as const) {
    const text = await (await (await people.as(role)).get("/account")).text();
    expect(text).toContain(`${role}@demo.planwise.dev`);
  }
  const guest = await people.another("learner");
  const page = await (await guest.get("/account")).text();
  expect(page).toContain("guest-1@example.com");
  expect((await people.nobody().get("/account")).status).toBe(302);
});

test("a server that was killed comes back at the same address, with the same sessions", async ({
  planwise,
  people,
}) => {
  const learner = await people.as("learner");
  const { origin } = planwise;
  await planwise.crash();
  await expect(learner.get("/today")).rejects.toThrow("fetch failed");
  await planwise.start();
  expect(planwise.origin).toBe(origin);
  expect((await learner.get("/today")).status).toBe(200);
  expect(await planwise.sql<{ n: number }>("SELECT count(*)::int AS n FROM session")).toEqual([
    { n: expect.any(Number) },
  ]);
});
