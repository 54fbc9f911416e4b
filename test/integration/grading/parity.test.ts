import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadExercises } from "#app/adapters/content/load-exercises.server.ts";
import { createGrader, type Grader } from "#app/adapters/grading/grader.server.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";
import {
  firstFailedCheck,
  type ProofCase,
  proofCases,
  provesCase,
} from "#app/domain/exercise/proof.ts";
import { projectRoot } from "#test/support/engines.ts";
import type { ParityWindow } from "#test/support/parity/page.ts";
import { serveParity } from "#test/support/parity/server.ts";
import { BROWSER_ARGUMENTS, findBrowser, NO_BROWSER } from "#scripts/find-browser.mjs";

const exercisesDir = path.join(projectRoot, "exercises");
const slugs = readdirSync(exercisesDir).filter((name) => !name.startsWith("_"));
/** Far longer than any of the files takes: a wait for a busy machine, not part of the verdict. */
const DEADLINE_MS = 120_000;

let grader: Grader;
let browser: Browser;
let page: Page;
let server: Server;
let folder: string;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  grader = createGrader({
    root: projectRoot,
    datasetDirs: [path.join(exercisesDir, "_datasets")],
    size: 1,
    limits: { submissionMs: 60_000, submissionWallMs: DEADLINE_MS, platformMs: DEADLINE_MS },
    report: () => {},
    onFault: () => {},
  });
  folder = await mkdtemp(path.join(tmpdir(), "planwise-parity-"));
  const served = await serveParity(grader.store, path.join(folder, "site"));
  server = served.server;
  browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
  page = await browser.newPage();
  await page.goto(served.origin);
  await page.waitForFunction(() => "grade" in globalThis);
}, 300_000);

afterAll(async () => {
  await browser.close();
  server.close();
  await grader.close();
  await rm(folder, { recursive: true, force: true });
});

async function inBrowser(exercise: Exercise, { text, engine }: ProofCase) {
  const request = { exercise, submission: text, engine };
  const answer = await page.evaluate(
    ([asked, deadline]) => (globalThis as unknown as ParityWindow).grade(asked, deadline),
    [request, DEADLINE_MS] as const,
  );
  if (answer.kind !== "graded") throw new Error(JSON.stringify(answer));
  const { ms: _, ...verdict } = answer.verdict;
  return verdict;
}

async function onServer(exercise: Exercise, { text, engine }: ProofCase) {
  const { ms: _, ...verdict } = await grader.grade(exercise, text, engine);
  return verdict;
}

test.each(slugs)(
  "%s: every file does as it should, with the same verdict, word for word, in Chromium and on the server",
  async (slug) => {
    const { exercises, problems } = await loadExercises(
      {
        dir: exercisesDir,
        root: projectRoot,
        dataset: async (name) => ({
          variants: await grader.store.variants(name),
          version: await grader.store.version(name),
        }),
      },
      [slug],
    );
    expect(problems).toEqual([]);
    const [exercise] = exercises;
    if (exercise === undefined) throw new Error(`${slug} was not read`);
    await grader.prepare(exercise);
    for (const proof of proofCases(exercise)) {
      const { file, expected } = proof;
      const [here, there] = await Promise.all([
        onServer(exercise, proof),
        inBrowser(exercise, proof),
      ]);
      const failedFirst = firstFailedCheck(here);
      expect({ file, failedFirst, proves: provesCase(proof, here), expected }).toEqual({
        file,
        failedFirst,
        proves: true,
        expected,
      });
      expect({ file, ...there }).toEqual({ file, ...here });
    }
  },
  900_000,
);

test("the page's lab runs, stops and starts anew without losing anything but the session", async () => {
  const data = {
    name: "hallucifix-small",
    snapshotUrl: "/data/hallucifix-small/default.tar.gz",
    tablesUrl: "/data/hallucifix-small/default.json",
    clock: "2026-01-15T12:00:00.000Z",
    setup: null,
  };
  const seen = await page.evaluate(async (given) => {
    const lab = (globalThis as unknown as ParityWindow).lab(given, "pglite");
    const first = await lab.run("create table mine as select count(*) from users; select now()");
    const endless = lab.run("select count(*) from generate_series(1, 1000000000000)");
    const stopped = new Promise((resolve) => {
      requestAnimationFrame(() => {
        lab.stop();
        resolve(endless);
      });
    });
    const answers = [first.kind, ((await stopped) as { kind: string }).kind];
    const again = await lab.run("select to_regclass('mine') is null");
    answers.push(JSON.stringify(again.kind === "completed" && again.results[0]?.rows));
    lab.stop();
    const quick = (globalThis as unknown as ParityWindow).lab(given, "pg-mem");
    const small = await quick.warm();
    const run = await quick.run("select id from users order by id limit 1");
    const tables = await quick.describe();
    quick.stop();
    answers.push(small.kind, JSON.stringify(run.kind === "completed" && run.results[0]?.rows));
    answers.push(String(tables.kind === "described" && tables.tables.length > 3));
    return answers;
  }, data);
  expect(seen).toEqual(["completed", "stopped", '[["t"]]', "open", '[["1"]]', "true"]);
}, 120_000);
