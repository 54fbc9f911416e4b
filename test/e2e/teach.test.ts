import { expect } from "vitest";
import { findBarriers, openPage, sidewaysScroll } from "./support/browser.ts";
import type { Planwise } from "./support/planwise.ts";
import { test } from "./support/test.ts";
import type { Visitor } from "./support/visitor.ts";

/** The id of the person behind a visitor who was invited under this name. */
async function idOf(planwise: Planwise, email: string): Promise<string> {
  const [row] = await planwise.sql<{ id: string }>("SELECT id FROM user_account WHERE email = $1", [
    email,
  ]);
  return row?.id ?? "";
}

async function startBasic(learner: Visitor): Promise<string> {
  const started = await learner.postForm("/assess/basic", {});
  return started.headers.get("location")?.split("/").at(-1) ?? "";
}

function save(item: string, text: string) {
  const clientAt = new Date().toISOString();
  const common = { tabId: "tab-of-the-test", tabSeq: 1, clientAt };
  const response = { kind: "text", text };
  return { kind: "save", idemKey: `key-${item}-${text}`.slice(0, 100), ...common, item, response };
}

const names = (html: string) =>
  [...html.matchAll(/\/teach\/learners\/[\w-]+"[^>]*>([^<]+)</g)].map((match) => match[1]);

test("the table sorts and filters without JavaScript, and the file holds the same", async ({
  people,
}) => {
  const instructor = await people.as("instructor");
  await people.another("learner");
  const up = names(await (await instructor.get("/teach")).text());
  const down = names(await (await instructor.get("/teach?sort=name&dir=desc")).text());
  expect(up.length).toBeGreaterThan(1);
  expect(down).toEqual(up.toReversed());
  const [first = ""] = up;
  const search = `?q=${encodeURIComponent(first.toUpperCase())}&state=not-started`;
  expect(names(await (await instructor.get(`/teach${search}`)).text())).toEqual([first]);
  const file = await instructor.get(`/teach/learners.csv${search}`);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(
    /^attachment; filename="planwise-learners-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(first);
});

test.for([
  ["/teach?sort=shoe-size", 400],
  ["/teach?state=asleep", 400],
  ["/teach/learners.csv?dir=sideways", 400],
  ["/teach/learners/nobody", 404],
  ["/teach/attempts/00000000-0000-7000-8000-000000000000", 404],
  ["/teach/attempts/not-an-id", 404],
  ["/teach/submissions/00000000-0000-7000-8000-000000000000", 404],
  ["/teach/submissions/%27%20or%201=1", 404],
  ["/lab/submissions/not-an-id", 404],
] as const)(
  "%s answers an instructor %i and a learner no more",
  async ([path, status], { people }) => {
    expect((await (await people.as("instructor")).get(path)).status).toBe(status);
    const refused = path.startsWith("/teach") ? 403 : status;
    expect((await (await people.as("learner")).get(path)).status).toBe(refused);
  },
);

test("an instructor confirms a step with a note, is held to it, and takes it back", async ({
  planwise,
  people,
  browse,
}) => {
  const learner = await idOf(planwise, "learner@demo.planwise.dev");
  const page = await browse({ as: await people.as("instructor"), expect: [/status of 409/] });
  await openPage(page, "/teach");
  await page.getByRole("link", { name: "Lena Learner" }).click();
  await page.getByRole("heading", { name: "Lena Learner", level: 1 }).waitFor();
  expect(page.url()).toContain(learner);
  const waiting = page.locator("#waiting");
  const top = waiting.getByRole("listitem").filter({ hasText: "Set up a local development" });
  const step = page.locator("#onboarding").getByRole("listitem").filter({ hasText: "Set up a" });
  const before = await waiting.getByRole("listitem").count();
  await step.getByText("Needs your confirmation.", { exact: true }).waitFor();
  await step.getByRole("link", { name: /^Confirm it above/ }).click();
  await top.getByText("Confirm", { exact: false }).first().click();
  await top.getByLabel("What you saw").fill("   ");
  await top.getByRole("button", { name: "Confirm with this note" }).click();
  await top.getByRole("alert").filter({ hasText: "the note stays with the record" }).waitFor();
  await top.getByLabel("What you saw").fill("She ran a query on her own machine.");
  await top.getByRole("button", { name: "Confirm with this note" }).click();
  const focused = page.locator(":focus");
  await focused.filter({ hasText: "Confirmed: Set up a local" }).waitFor();
  // The list is read anew after the answer has been shown.
  await expect.poll(() => waiting.getByRole("listitem").count()).toBe(before - 1);
  await step.getByText("Confirmed by Ines Instructor").waitFor();
  await step.getByText("Take it back").first().click();
  await step.getByLabel("Why").fill("It was another machine.");
  await step.getByRole("button", { name: "Take it back with this note" }).click();
  await focused.filter({ hasText: "Taken back." }).waitFor();
  await step.getByText("Taken back by Ines Instructor").waitFor();
  await top.waitFor();
  const rows = await planwise.sql<{ confirmed: boolean; note: string }>(
    "SELECT confirmed, note FROM onboarding_confirmation WHERE user_id = $1 ORDER BY confirmed_at",
    [learner],
  );
  expect(rows).toEqual([
    { confirmed: true, note: "She ran a query on her own machine." },
    { confirmed: false, note: "It was another machine." },
  ]);
});

test("what waits for an instructor comes first, in their words; nobody is asked about themselves", async ({
  planwise,
  people,
  browse,
}) => {
  const learner = await people.another("learner");
  const page = await browse({ as: await people.as("instructor"), width: 390 });
  const id = await idOf(planwise, learner.account?.email ?? "");
  await openPage(page, `/teach/learners/${id}`);
  const headings = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  expect(headings[0]).toMatch(/^Waiting for you/);
  const shown = await page.getByRole("main").innerText();
  expect(shown).not.toContain("Waits for the word of");
  expect(shown).toContain("asked for the word of “the colleague you shadowed");
  expect(await sidewaysScroll(page)).toBe(0);

  const own = await idOf(planwise, "instructor@demo.planwise.dev");
  await openPage(page, `/teach/learners/${own}`);
  await page.getByText("Needs the confirmation of another instructor.").first().waitFor();
  expect(await page.locator("#waiting").count()).toBe(0);
});

test("an attempt can be followed while it runs: steps, refusals, answers and a warning", async ({
  planwise,
  people,
  browse,
}) => {
  const learner = await people.another("learner");
  const attempt = await startBasic(learner);
  const [item] = await planwise.sql<{ id: string }>(
    `SELECT q ->> 'id' AS id FROM attempt, jsonb_path_query(form, '$.sections[*].items[*]') q
     WHERE id = $1 AND q ->> 'kind' IN ('single', 'multiple') LIMIT 1`,
    [attempt],
  );
  const steps = [
    save(item?.id ?? "", "typed where a choice belongs"),
    save("basic/x/elsewhere", "7"),
  ];
  const sent = await learner.postJson(`/assess/attempts/${attempt}/steps`, { steps, baseSeq: 0 });
  expect(sent.status).toBe(200);
  for (const width of [1440, 390]) {
    const page = await browse({ as: await people.as("instructor"), width });
    await openPage(page, `/teach/attempts/${attempt}`);
    await page.getByText("This attempt is still running").waitFor();
    await page.getByText("The log is whole: 3 steps").waitFor();
    await page
      .getByText("Does not count: this kind of answer does not fit the question.")
      .waitFor();
    await page.getByText("Does not count: the question is not part of this attempt.").waitFor();
    await page.getByText("Question 1", { exact: true }).click();
    await page.getByText("Why", { exact: true }).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  }
});

test("a submission is read with line numbers by its owner and by instructors, by nobody else", async ({
  planwise,
  people,
  browse,
}) => {
  const learner = await people.another("learner");
  const text = "select id\nfrom analysis_results\nlimit 3";
  const accepted = await learner.postJson("/lab/latest-analyses-of-one-user/submissions", {
    text,
    idemKey: "from-the-test-of-teaching",
  });
  expect(accepted.status).toBe(202);
  const [row] = await planwise.sql<{ id: string }>("SELECT id FROM submission WHERE text = $1", [
    text,
  ]);
  const id = row?.id ?? "";
  const instructor = await people.as("instructor");
  expect((await learner.get(`/lab/submissions/${id}`)).status).toBe(200);
  expect((await instructor.get(`/lab/submissions/${id}`)).status).toBe(404);
  expect((await (await people.another("learner")).get(`/lab/submissions/${id}`)).status).toBe(404);
  const page = await browse({ as: instructor });
  await openPage(page, `/teach/submissions/${id}`);
  const code = page.getByRole("region", { name: "What was handed in" });
  expect((await code.innerText()).trimEnd().split("\n")).toEqual(text.split("\n"));
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText("Not passed", { exact: true }).count();
      },
      { timeout: 45_000 },
    )
    .toBeGreaterThan(0);
});
