import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findMissing } from "#scripts/complete-lockfile.mjs";

type Lock = { packages: Record<string, { resolved?: string; version?: string }> };

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

test("package-lock.json holds the builds for every platform: npm ci refuses it otherwise (npm run lockfile mends it)", () => {
  expect(findMissing(lock.packages).map(({ name }) => name)).toEqual([]);
});

test("package-lock.json names no registry", () => {
  const addresses = Object.values(lock.packages).map(({ resolved }) => resolved ?? "");
  expect(addresses.filter((address) => address.startsWith("http"))).toEqual([]);
});

test("every dependency is pinned to one version, and the lock file has that one", () => {
  const wanted = Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  const wrong = wanted.filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(wrong).toEqual([]);
});
