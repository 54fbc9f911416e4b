import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { routeTable, type RouteEntry } from "#app/routes/table.ts";
import { findBarriers, openPage, sidewaysScroll } from "./support/browser.ts";
import { addressOf, routeCases } from "./support/route-cases.ts";
import { test as base } from "./support/test.ts";
import type { Visitor } from "./support/visitor.ts";
import { buildWorld } from "./support/world.ts";

const test = base.extend("world", { scope: "file" }, async ({ planwise, people }) =>
  buildWorld(planwise, await people.as("admin")),
);
const WIDTHS = [1440, 390] as const;

/**
 * Has the page looked at, and says what is wrong with it. Colours are all that a scheme changes and
 * the last thing a width does: contrast is tried in both schemes on the wide page, everything else at
 * both widths.
 */
async function inspect(page: Page, width: number): Promise<string[]> {
  const over = await sidewaysScroll(page);
  const found = over > 0 ? [`scrolls sideways by ${over} px`] : [];
  if (width === WIDTHS[0]) {
    await page.emulateMedia({ colorScheme: "light" });
    found.push(...(await findBarriers(page)));
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await findBarriers(page, { only: "color-contrast" })));
  } else {
    found.push(...(await findBarriers(page, { without: "color-contrast" })));
    await page.emulateMedia({ colorScheme: "light" });
  }
  return found.map((one) => `${width} px: ${one}`);
}

const isPage = (entry: RouteEntry): boolean => {
  const own = routeCases[entry.path];
  const status = typeof own?.get === "object" ? own.get.nobody : own?.get;
  return entry.file.endsWith(".tsx") && status === 200;
};

describe("every page, wide and narrow, light and dark: no barrier, no sideways scroll, no complaint", () => {
  test.for(routeTable.filter(isPage).map((entry) => [`/${entry.path}`, entry] as const))(
    "%s",
    async ([_path, entry], { people, world, browse }) => {
      const owner = world[routeCases[entry.path]?.owner ?? "closed"].visitor;
      const readers: Record<RouteEntry["access"], () => Visitor | Promise<Visitor>> = {
        anyone: () => people.nobody(),
        learner: () => owner,
        instructor: () => people.as("instructor"),
        admin: () => people.as("admin"),
      };
      const found: string[] = [];
      const page = await browse({ as: await readers[entry.access]() });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await openPage(page, addressOf(entry, world));
        expect(await page.title()).toMatch(/Planwise/);
        expect(await page.locator("h1").count()).toBe(1);
        found.push(...(await inspect(page, width)));
      }
      expect(found).toEqual([]);
    },
  );

  test.for([
    ["nothing at this address", "/nowhere", 404],
    ["somebody else's attempt", "/assess/attempts/0198c0de-0000-7000-8000-00000000dead", 404],
    ["not for this role", "/teach", 403],
    ["an invitation that no longer works", "/invitation/used", 404],
  ] as const)("%s", async ([_name, address, status], { people, browse }) => {
    const found: string[] = [];
    const page = await browse({
      as: await people.as("learner"),
      expect: [new RegExp(`status of ${status}`)],
    });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await openPage(page, address);
      expect(await page.locator("h1").count()).toBe(1);
      await page.getByRole("link", { name: "Go to your start page" }).waitFor();
      found.push(...(await inspect(page, width)));
    }
    expect(found).toEqual([]);
  });
});

test("on a narrow screen every entry of the navigation and every control of a list is whole", async ({
  people,
  browse,
}) => {
  const page = await browse({ as: await people.as("admin") });
  const entries = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  const controls = page.getByRole("main").locator("button, select");
  for (const width of [320, 390, 768]) {
    await page.setViewportSize({ width, height: 900 });
    await openPage(page, "/admin/people");
    const shown = [...(await entries.all()), ...(await controls.all())];
    const boxes = await Promise.all(shown.map((one) => one.boundingBox()));
    const outside = boxes.filter((box) => !box || box.x < 0 || box.x + box.width > width);
    expect({ width, entries: await entries.count(), outside }).toEqual({
      width,
      entries: 6,
      outside: [],
    });
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await entries.and(page.locator('[aria-current="page"]')).innerText()).toBe("People");
  }
});
