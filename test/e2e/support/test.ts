import { chromium, type Page } from "playwright-core";
import { inject, test as base } from "vitest";
import { keepScreenshot, openWindow, type BrowseOptions, type Window } from "./browser.ts";
import { startPlanwise } from "./planwise.ts";
import {
  createVisitor,
  demoAccount,
  inviteAccount,
  signIn,
  type Role,
  type Visitor,
} from "./visitor.ts";

/**
 * The test of an end-to-end file. One server per file, with the demo team; a browser that all files
 * share. Take what the test needs from its context:
 *
 * - `planwise`: the server: origin, log, crash and start, sql
 * - `people`: visitors by role: `people.as("learner")` is the demo learner; `people.another("learner")`
 *   is somebody new; `people.nobody()` is not signed in
 * - `browse`: `await browse({ as, width, scheme })` opens a window and gives its page. Console errors,
 *   exceptions, policy violations, answers of 500 and requests to other hosts fail the test at its end.
 */
export const test = base
  .extend("planwise", { scope: "file" }, async ({}, { onCleanup }) => {
    const planwise = await startPlanwise();
    onCleanup(() => planwise.stop());
    return planwise;
  })
  .extend("people", { scope: "file" }, async ({ planwise }) => {
    const known = new Map<Role, Promise<Visitor>>();
    function as(role: Role): Promise<Visitor> {
      const visitor = known.get(role) ?? signIn(planwise, demoAccount(role));
      known.set(role, visitor);
      return visitor;
    }
    return {
      as,
      another: async (role: Role) =>
        signIn(planwise, await inviteAccount(planwise, await as("admin"), role)),
      nobody: () => createVisitor(planwise),
    };
  })
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await chromium.connect(inject("browserEndpoint"));
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("browse", async ({ browser, planwise, task }, { onCleanup }) => {
    const windows: Window[] = [];
    onCleanup(async () => {
      const failed = task.result?.state === "fail";
      const problems = windows.flatMap((window) => window.problems);
      for (const [index, { page, context }] of windows.entries()) {
        if (failed || problems.length > 0) await keepScreenshot(page, `${task.name} ${index + 1}`);
        await context.close();
      }
      if (problems.length > 0) throw new Error(`In the browser:\n${problems.join("\n")}`);
    });
    return async (options: BrowseOptions = {}): Promise<Page> => {
      const window = await openWindow(browser, planwise, options);
      windows.push(window);
      return window.page;
    };
  });
