import { describe, expect } from "vitest";
import { routeTable, type Access, type RouteEntry } from "#app/routes/table.ts";
import { addressOf, routeCases, type RouteCase } from "./support/route-cases.ts";
import { test as base } from "./support/test.ts";
import { signIn, type Visitor } from "./support/visitor.ts";
import { buildWorld, PRIVATE_TEXT, type World } from "./support/world.ts";

const roles = ["nobody", "learner", "another learner", "instructor", "admin"] as const;
type Role = (typeof roles)[number];

const test = base
  .extend("world", { scope: "file" }, async ({ planwise, people }) =>
    buildWorld(planwise, await people.as("admin")),
  )
  .extend("another", { scope: "file" }, ({ people }) => people.another("learner"));

const rank: Record<Access, number> = { anyone: 0, learner: 1, instructor: 2, admin: 3 };
const rankOf: Record<Role, number> = {
  nobody: 0,
  learner: 1,
  "another learner": 1,
  instructor: 2,
  admin: 3,
};
const named = routeTable.map((entry) => [`/${entry.path}`, entry] as const);

test("every route has its line, and every line its route", () => {
  const paths = routeTable.map((entry) => entry.path);
  expect(Object.keys(routeCases).sort()).toEqual([...paths].sort());
  expect(new Set(paths).size).toBe(paths.length);
  for (const entry of routeTable) {
    const own = routeCases[entry.path];
    expect({ path: entry.path, get: own?.get !== undefined }).toEqual({
      path: entry.path,
      get: entry.action !== "only",
    });
    expect({ path: entry.path, post: own?.post !== undefined }).toEqual({
      path: entry.path,
      post: entry.action !== undefined,
    });
  }
});

/** What this role must be answered, by the declared access alone. */
function expectedStatus(entry: RouteEntry, own: RouteCase, role: Role, method: "get" | "post") {
  if (rankOf[role] < rank[entry.access]) {
    if (role !== "nobody") return 403;
    return method === "get" ? 302 : 401;
  }
  if (own[method] === undefined) return 405;
  const owner = (method === "post" ? own.post?.owner : undefined) ?? own.owner;
  if (owner !== undefined && role !== "learner") return 404;
  const status = method === "get" ? own.get : own.post?.status;
  if (typeof status !== "object") return status;
  return role === "nobody" ? status.nobody : status.others;
}

function expectHeaders(response: Response): void {
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toMatch(/no-store|immutable/);
  expect(response.headers.get("x-powered-by")).toBeNull();
  expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
  expect(response.headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
}

/** Refused or redirected, an answer holds nothing of what it was asked for. */
function expectNothingGiven(status: number, text: string, world: World): void {
  if (status < 300 && status !== 202) return;
  expect(text).not.toContain(PRIVATE_TEXT);
  expect(text).not.toContain(world.open.account.email);
  expect(text).not.toContain(world.closed.account.email);
}

describe("every route, asked by everybody, over the first learner's things", () => {
  test.for(named)("%s", async ([_path, entry], { planwise, people, another, world }) => {
    const own = routeCases[entry.path] ?? {};
    const address = addressOf(entry, world);
    const owner = world[own.post?.owner ?? own.owner ?? own.learner ?? "closed"];
    const visitors: Record<Role, () => Visitor | Promise<Visitor>> = {
      nobody: () => people.nobody(),
      learner: () => owner.visitor,
      "another learner": () => another,
      instructor: () => people.as("instructor"),
      admin: () => people.as("admin"),
    };
    // The owner comes last: what they do may change what the others find.
    for (const role of ["nobody", "another learner", "instructor", "admin", "learner"] as const) {
      const visitor = await visitors[role]();
      const expected = expectedStatus(entry, own, role, "get");
      const page = await visitor.get(address);
      expect({ role, get: page.status }).toEqual({ role, get: expected });
      expectHeaders(page);
      expectNothingGiven(page.status, await page.text(), world);
      if (page.status === 302 && entry.access !== "anyone")
        expect(page.headers.get("location")).toBe(`/sign-in?to=${encodeURIComponent(address)}`);

      // The same, as the router in the page asks for it: redirects come as 202.
      const data = await visitor.get(address === "/" ? "/_.data" : `${address}.data`);
      const asData = expected === 302 ? 202 : expected;
      if (entry.file.endsWith(".tsx"))
        expect({ role, data: data.status }).toEqual({ role, data: asData });
      expectNothingGiven(data.status, await data.text(), world);

      const actor = own.post?.endsSession
        ? await signInAgain(planwise, role, owner.account)
        : visitor;
      const answer = own.post?.json
        ? await actor.postJson(address, own.post.json)
        : await actor.postForm(address, own.post?.form?.(world) ?? {});
      expect({ role, post: answer.status }).toEqual({
        role,
        post: expectedStatus(entry, own, role, "post"),
      });
      expectHeaders(answer);
      expectNothingGiven(answer.status, await answer.text(), world);
    }
  });

  function signInAgain(
    planwise: Parameters<typeof signIn>[0],
    role: Role,
    learner: Parameters<typeof signIn>[1],
  ): Promise<Visitor> {
    const demo = role === "instructor" || role === "admin" ? role : "learner";
    const account = { name: "", email: `${demo}@demo.planwise.dev`, password: "planwise-demo" };
    return signIn(planwise, role === "learner" ? learner : account);
  }
});

test("everybody starts where their work is: learners with today, instructors with their learners", async ({
  people,
}) => {
  const starts = { learner: "/today", instructor: "/teach", admin: "/teach" } as const;
  for (const [role, start] of Object.entries(starts) as [keyof typeof starts, string][]) {
    const visitor = await people.as(role);
    expect((await visitor.get("/")).headers.get("location")).toBe(start);
    // The learner's page stays within reach.
    expect((await visitor.get("/today")).status).toBe(200);
  }
  expect(await (await (await people.as("instructor")).get("/teach")).text()).toContain('"/today"');
});

describe("what is not there is not there for anybody", () => {
  const nothing = "0198c0de-0000-7000-8000-00000000dead";
  const withIds = routeTable.filter((entry) => entry.path.includes(":"));
  test.for(withIds.map((entry) => [`/${entry.path}`, entry] as const))(
    "%s",
    async ([_path, entry], { people, world }) => {
      const own = routeCases[entry.path] ?? {};
      const visitor = await people.as("admin");
      for (const id of [nothing, "nothing", "%27%3B--", "..%2f..%2fetc%2fpasswd"]) {
        const address = `/${entry.path.replaceAll(/:\w+/g, id)}`;
        if (own.get !== undefined) expect((await visitor.get(address)).status).toBe(404);
        if (own.post === undefined) continue;
        const answer = own.post.json
          ? await visitor.postJson(address, own.post.json)
          : await visitor.postForm(address, own.post.form?.(world) ?? {});
        // A form that is not filled in well is told so before anybody looks for the thing.
        expect([400, 404]).toContain(answer.status);
      }
    },
  );

  test("any other address", async ({ people }) => {
    for (const visitor of [people.nobody(), await people.as("admin")]) {
      for (const path of ["/nowhere", "/assess/a/b", "/teach/nobody", "/lab/a/b/c"]) {
        const answer = await visitor.get(path);
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
        expectHeaders(answer);
      }
    }
  });
});
