import { describe, expect } from "vitest";
import { test } from "../support/test.ts";

const base = "/lab/latest-analyses-of-one-user";
const long = "x".repeat(100_001);

describe("requests of the lab answer with a reason", () => {
  test.for<[string, string, unknown, number, RegExp]>([
    ["no exercise of that name", "/lab/nothing/draft", { text: "" }, 404, /no such exercise/],
    ["a draft that is too long", `${base}/draft`, { text: long }, 413, /100,000/],
    ["a draft without text", `${base}/draft`, {}, 400, /text/],
    ["a draft with more than text", `${base}/draft`, { text: "", admin: true }, 400, /admin/],
    ["a hint out of turn", `${base}/hints`, { level: 3 }, 409, /hint 1 comes first/],
    ["a hint there is not", `${base}/hints`, { level: 4 }, 400, /level/],
    [
      "an empty submission",
      `${base}/submissions`,
      { text: " ", idemKey: "12345678" },
      400,
      /nothing/,
    ],
    [
      "a long submission",
      `${base}/submissions`,
      { text: long, idemKey: "12345678" },
      413,
      /100,000/,
    ],
    ["a submission without a key", `${base}/submissions`, { text: "select 1" }, 400, /idemKey/],
  ])("%s", async ([_name, path, body, status, reason], { people }) => {
    const response = await (await people.as("learner")).postJson(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ reason: expect.stringMatching(reason) });
  });

  test("what is not JSON", async ({ people }) => {
    const learner = await people.as("learner");
    const response = await learner.send(`${base}/draft`, {
      method: "PUT",
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { reason: "The body is not JSON." },
    ]);
  });

  test("an exercise there is not", async ({ people }) => {
    expect((await (await people.as("learner")).get("/lab/nothing")).status).toBe(404);
  });

  test("a verdict is its owner's alone", async ({ people }) => {
    const ada = await people.another("learner");
    const sent = await ada.postJson(`${base}/submissions`, {
      text: "select 1",
      idemKey: "first-press",
    });
    expect(sent.status).toBe(202);
    const { submissionId } = (await sent.json()) as { submissionId: string };
    const again = await ada.postJson(`${base}/submissions`, {
      text: "select 1",
      idemKey: "first-press",
    });
    expect(await again.json()).toEqual({ submissionId });
    const path = `/lab/submissions/${submissionId}/verdict`;
    expect((await ada.get(path)).status).toBe(200);
    expect((await (await people.as("learner")).get(path)).status).toBe(404);
    expect((await ada.get("/lab/submissions/no-such-id/verdict")).status).toBe(404);
  });

  test("signed out, nothing is saved and the page can say so", async ({ people }) => {
    const response = await people.nobody().postJson(`${base}/draft`, { text: "select 1" });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ reason: "signed-out" });
  });
});
