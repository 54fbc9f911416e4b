import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { routeTable } from "#app/routes/table.ts";
import { openPage, openWindow } from "./support/browser.ts";
import { readForm } from "./support/examination.ts";
import { CANARY, plantCanaries, type Planted } from "./support/plant-canaries.ts";
import { startPlanwise, type Planwise } from "./support/planwise.ts";
import { addressOf, routeCases } from "./support/route-cases.ts";
import { test } from "./support/test.ts";
import { createVisitor, demoAccount, signIn, type Visitor } from "./support/visitor.ts";
import { buildWorld, saveAnswer, startBasic, type World } from "./support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "planwise-canary-"));
let planted: Planted;
let planwise: Planwise;
let world: World;
let learner: Visitor;

beforeAll(async () => {
  planted = plantCanaries(process.cwd(), folder);
  planwise = await startPlanwise({
    PLANWISE_CONTENT_DIR: join(folder, "content"),
    PLANWISE_EXERCISES_DIR: join(folder, "exercises"),
  });
  world = await buildWorld(planwise, await signIn(planwise, demoAccount("admin")));
  learner = await signIn(planwise, demoAccount("learner"));
}, 400_000);
afterAll(async () => {
  await planwise.stop();
  rmSync(folder, { recursive: true });
});

/** The canaries in what was received, unpacked where it was packed. */
function canariesIn(bytes: Buffer): string[] {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (packed ? gunzipSync(bytes) : bytes).toString("latin1");
  return [...new Set(text.match(new RegExp(`${CANARY}[\\w-]*`, "g")))];
}

/** Asks and gives what came back, headers included. */
async function ask(visitor: Visitor, path: string, body?: unknown): Promise<string[]> {
  const answer = body === undefined ? await visitor.get(path) : await visitor.postJson(path, body);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = [
    ...canariesIn(bytes),
    ...canariesIn(Buffer.from(JSON.stringify([...answer.headers]))),
  ];
  return found.map((one) => `${answer.status} ${path}: ${one}`);
}

test("canaries sit in every kind of secret", () => {
  const questions = readdirSync(join(folder, "content/questions"), {
    recursive: true,
    encoding: "utf8",
  }).filter((name) => name.endsWith(".md") && !name.endsWith("assessment.md"));
  expect(questions.length).toBeGreaterThanOrEqual(50);
  expect(planted).toEqual({
    "option-why": expect.any(Number),
    "line-why": expect.any(Number),
    accept: expect.any(Number),
    explanation: questions.length,
    code: expect.any(Number),
    hint: expect.any(Number),
    "choice-why": expect.any(Number),
    "hidden-input": expect.any(Number),
    "hidden-row": 4,
  });
  expect(planted["option-why"]).toBeGreaterThan(80);
  expect(planted["code"]).toBeGreaterThan(20);
});

describe("before an attempt is handed in, nothing of its key is sent", () => {
  test("not by any page or its data, to a learner or to nobody", { timeout: 120_000 }, async () => {
    await startBasic(learner);
    const found: string[] = [];
    for (const entry of routeTable) {
      if (entry.access !== "anyone" && entry.access !== "learner") continue;
      // The finished attempt's review shows its explanations; its turn comes below.
      if (routeCases[entry.path]?.owner === "closed" && entry.path.startsWith("assess")) continue;
      const address = addressOf(entry, world);
      const owner = world[routeCases[entry.path]?.owner ?? "open"].visitor;
      for (const visitor of [owner, learner, createVisitor(planwise)]) {
        found.push(...(await ask(visitor, address)));
        found.push(...(await ask(visitor, address === "/" ? "/_.data" : `${address}.data`)));
      }
    }
    expect(found).toEqual([]);
  });

  test("not by the examination itself: form, saves, a refused review", async () => {
    const { visitor, attemptId } = world.open;
    const address = `/assess/attempts/${attemptId}`;
    const found: string[] = [];
    for (const { question, right } of await readForm(planwise, attemptId)) {
      // What the learner typed comes back, of course; a canary is not what a learner types.
      const given = question.kind === "short-text" ? { kind: "text", text: "VACUUM" } : right;
      const saved = await saveAnswer(visitor, attemptId, question.id, given);
      expect(saved.status).toBe(200);
      found.push(...canariesIn(Buffer.from(await saved.arrayBuffer())));
    }
    for (const path of [address, `${address}.data`, `${address}/review`, `${address}/review.data`])
      found.push(...(await ask(visitor, path)));
    expect(found).toEqual([]);
  });

  test(
    "not by the lab: every exercise, a starter and a wrong answer handed in",
    {
      timeout: 180_000,
    },
    async () => {
      const found: string[] = [];
      const slugs = readdirSync(join(folder, "exercises")).filter((name) => !name.startsWith("_"));
      for (const slug of slugs) {
        found.push(
          ...(await ask(learner, `/lab/${slug}`)),
          ...(await ask(learner, `/lab/${slug}.data`)),
        );
        found.push(...(await ask(learner, `/lab/${slug}/draft`, { text: "select 1" })));
      }
      // Graded on the rows of hidden data: what differs there is said without showing it.
      const submitted = await learner.postJson("/lab/latest-analyses-of-one-user/submissions", {
        text: "select id, title, accuracy, risk_level, created_at from analysis_results where user_id = 42 order by created_at desc limit 10",
        idemKey: "from-the-canary-test",
      });
      const { submissionId } = (await submitted.json()) as { submissionId: string };
      const verdict = `/lab/submissions/${submissionId}/verdict`;
      await expect
        .poll(async () => (await learner.get(verdict)).text(), { timeout: 120_000, interval: 500 })
        .toMatch(/"status":"failed"/);
      for (const path of [verdict, `/lab/submissions/${submissionId}`])
        found.push(...(await ask(learner, path)));
      expect(found).toEqual([]);
    },
  );

  test(
    "not in the browser: every byte of a walk through a lesson, an exercise and the examination",
    {
      timeout: 180_000,
    },
    async ({ browser }) => {
      const { page, context } = await openWindow(browser, planwise, { as: learner });
      const found: string[] = [];
      const received: Promise<unknown>[] = [];
      const addresses = new Set<string>();
      const look = async (response: Response): Promise<void> => {
        // A redirect has no body to read.
        const bytes = await response.body().catch(() => Buffer.alloc(0));
        addresses.add(new URL(response.url()).pathname);
        found.push(...canariesIn(bytes).map((one) => `${response.url()}: ${one}`));
      };
      context.on("response", (response) => received.push(look(response)));
      await openPage(page, "/learn/database-fundamentals/choosing-an-index");
      const run = page.getByRole("button", { name: /^Run/ }).first();
      if (await run.isVisible()) await run.click();
      await openPage(page, "/lab/latest-analyses-of-one-user");
      await openPage(page, `/assess/attempts/${await startBasic(learner)}`);
      for (let number = 2; number <= 50; number += 7)
        await page.getByRole("button", { name: new RegExp(`^Question ${number},`) }).click();
      await context.close();
      await Promise.all(received);
      expect([...addresses].filter((path) => path.endsWith(".js")).length).toBeGreaterThan(5);
      expect(found).toEqual([]);
    },
  );

  test("not by the built files", () => {
    const found = readdirSync("build/client", { recursive: true, encoding: "utf8" })
      .map((name) => join("build/client", name))
      .filter((path) => statSync(path).isFile())
      .flatMap((path) => canariesIn(readFileSync(path)));
    expect(found).toEqual([]);
  });

  test("not in the log", () => {
    expect(planwise.log().length).toBeGreaterThan(50);
    expect(canariesIn(Buffer.from(planwise.log().join("\n")))).toEqual([]);
  });
});

test("after it is handed in, the attempt's own reasons and explanations are there", async () => {
  const { visitor, attemptId } = world.open;
  const [key] = await planwise.sql<{ items: string }>(
    "SELECT items::text AS items FROM attempt_key WHERE attempt_id = $1",
    [attemptId],
  );
  const inKey = canariesIn(Buffer.from(key?.items ?? ""));
  expect(inKey.filter((one) => one.includes("-explanation-"))).toHaveLength(50);
  expect((await visitor.postJson(`/assess/attempts/${attemptId}/submit`, {})).status).toBe(200);
  const review = await (await visitor.get(`/assess/attempts/${attemptId}/review`)).text();
  const shown = canariesIn(Buffer.from(review));
  expect(shown.toSorted()).toEqual(inKey.toSorted());
  // And only the attempt's owner is told.
  const stranger = await ask(learner, `/assess/attempts/${attemptId}/review.data`);
  expect(stranger).toEqual([]);
});
